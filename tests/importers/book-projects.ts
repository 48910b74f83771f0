// Small projects of other programs, as the files they consist of. Made up for the tests; the shapes are the programs' own.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import type { BookFolder } from '../../engine/importers/imported-book.ts'
import { openZipFolder } from '../../engine/importers/zip-folder.ts'

export type Files = Readonly<Record<string, string>>

export const rtf = (body: string): string =>
  `{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0\\fnil\\fcharset0 Palatino;}}{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}}\\f0 ${body}}`

const item = (id: string, type: string, title: string, meta = '', children = ''): string =>
  `<BinderItem UUID="${id}" Type="${type}"><Title>${title}</Title><MetaData>${meta}</MetaData>${children === '' ? '' : `<Children>${children}</Children>`}</BinderItem>`

export const scrivener = (): Files => ({
  'Lamp.scrivx': `<?xml version="1.0" encoding="UTF-8"?>
<ScrivenerProject Version="2.0"><Binder>
${item(
  'D0',
  'DraftFolder',
  'Draft',
  '',
  item(
    'P1',
    'Folder',
    'Part One',
    '',
    item(
      'C1',
      'Folder',
      'The lamp',
      '<LabelID>1</LabelID><StatusID>2</StatusID>',
      item(
        'S1',
        'Text',
        'At the door',
        '<StatusID>3</StatusID><CustomMetaData><MetaDataItem><FieldID>pov</FieldID><Value>Mara</Value></MetaDataItem></CustomMetaData>',
      ) + item('S2', 'Text', 'Inside'),
    ),
  ) + item('E1', 'Text', 'Epilogue'),
)}
${item('R0', 'ResearchFolder', 'Research', '', item('R1', 'Text', 'Oil lamps') + item('R2', 'PDF', 'A scan'))}
${item('T0', 'TrashFolder', 'Trash', '', item('T1', 'Text', 'Thrown away'))}
</Binder>
<LabelSettings><Labels><Label ID="-1">No Label</Label><Label ID="1" Color="0.2 0.4 0.9">Night</Label></Labels></LabelSettings>
<StatusSettings><StatusItems><Status ID="2">First Draft</Status><Status ID="3">Revised Draft</Status></StatusItems></StatusSettings>
<CustomMetaDataSettings><MetaDataField ID="pov"><Title>Point of View</Title></MetaDataField></CustomMetaDataSettings>
</ScrivenerProject>`,
  'Files/Data/S1/content.rtf': rtf(
    'She \\i waited\\i0  at the door{\\field{\\*\\fldinst{HYPERLINK "scrivcmt://N1"}}{\\fldrslt .}}\\par Nobody came \\u8212? no one.\\par',
  ),
  'Files/Data/S1/content.comments':
    '<Comments Version="1.0"><Comment ID="N1" Footnote="Yes"><![CDATA[{\\rtf1\\ansi A note.}]]></Comment></Comments>',
  'Files/Data/S1/synopsis.txt': 'Mara waits.',
  'Files/Data/S1/notes.rtf': rtf('Too slow?'),
  'Files/Data/S2/content.rtf': rtf('<$Scr_Ps::0>It was dark.<!$Scr_Ps::0>\\par'),
  'Files/Data/E1/content.rtf': rtf('Years later.'),
  'Files/Data/R1/content.rtf': rtf('Whale oil.'),
  'Files/Data/T1/content.rtf': rtf('Never again.'),
})

export const novelwriter = (): Files => ({
  'nwProject.nwx': `<?xml version='1.0' encoding='utf-8'?>
<novelWriterXML fileVersion="1.5"><project id="x"><name>Lamp</name><title>The Lamp</title><author>A. Writer</author></project>
<settings><status><entry key="s000001" red="100" green="100" blue="100">Draft</entry></status></settings>
<content>
<item handle="1000000000001" parent="None" root="1000000000001" type="ROOT" class="NOVEL"><name>Novel</name></item>
<item handle="1000000000002" parent="1000000000001" type="FILE" class="NOVEL" layout="DOCUMENT"><name status="s000001">One</name></item>
<item handle="1000000000003" parent="None" type="ROOT" class="CHARACTER"><name>Characters</name></item>
<item handle="1000000000004" parent="1000000000003" type="FILE" class="CHARACTER" layout="NOTE"><name>Mara</name></item>
<item handle="1000000000005" parent="None" type="ROOT" class="TRASH"><name>Trash</name></item>
<item handle="1000000000006" parent="1000000000005" type="FILE" class="TRASH" layout="DOCUMENT"><name>Old</name></item>
</content></novelWriterXML>`,
  'content/1000000000002.nwd':
    '%%~name: One\n%%~kind: NOVEL/DOCUMENT\n# Part One\n\n## The lamp\n\n### At the door\n\n@pov: Mara\n\n%Synopsis: Mara waits.\n\n% only for me\n\nShe [i]waited[/i].[footnote:f1]\n\n>> Nobody came. <<\n\n%Footnote.f1: By the *clock*.\n\n### Inside\n\n> It was dark. <\n',
  'content/1000000000004.nwd': '# Mara\n\n@tag: Mara\n\nTall.\n',
  'content/1000000000006.nwd': '### Old\n\nNever again.\n',
})

export const manuskript = (): Files => ({
  MANUSKRIPT: '1',
  'infos.txt': 'Title:          The Lamp\nAuthor:         A. Writer\n',
  'status.txt': 'TODO\nFirst draft\nSecond draft\n',
  'labels.txt':
    'Idea:                #ffff00\nDeep: sea:           #0000ff\nResearch:            #00ffff\nOld:                 #808080\n',
  'characters/0-Mara.txt':
    'Name:           Mara\nID:             0\nImportance:     2\nColor:          #aa0000\nMotivation:     To leave.\n                By sea.\n',
  'outline/0-The_lamp/folder.txt': 'title:          The lamp\nID:             1\ntype:           folder\n',
  'outline/0-The_lamp/0-At_the_door.md':
    'title:           At the door\nID:              2\ntype:            md\nsummaryFull:     Mara waits.\nstatus:          2\nlabel:           2\nPOV:             0\nnotes:           Too slow?\n\n\nShe *waited*.\n\nNobody came.',
  'outline/0-The_lamp/10-Later.md': 'title: Later\nlabel: 3\n\n\nLater.',
  'outline/0-The_lamp/2-Inside.md': 'title: Inside\nlabel: 4\n\n\nIt was dark.',
})

export const longform = (): Files => ({
  'Index.md':
    '---\nlongform:\n  format: scenes\n  title: The Lamp\n  workflow: Default\n  sceneFolder: /\n  scenes:\n    - The lamp\n    - - At the door\n      - Inside\n---\n',
  'The lamp.md': '',
  'At the door.md': '---\nstatus: first draft\npov: Mara\nsynopsis: |\n  Mara waits.\n---\nShe *waited*.\n',
  'Inside.md': 'It was dark.\n',
  'Ideas.md': 'A second lamp?\n',
})

export const zipped = (files: Files, top = ''): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [top + path, strToU8(text)])))

export const inZip = (files: Files, name = 'project.zip', top = ''): BookFolder =>
  openZipFolder(zipped(files, top), name)

export const onDisk = (folder: string, files: Files): string => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}
