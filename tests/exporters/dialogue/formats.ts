// Every format that can be played, with a reader that others wrote where there is one.
import type { Dialogue } from '../../../engine/domain/dialogue/dialogue.ts'
import { dialogueExporters } from '../../../engine/exporters/dialogue/dialogue-registry.ts'
import { compileInk, readInk } from './readers/read-ink.ts'
import { readArticy } from './readers/read-articy.ts'
import { readRenpy } from './readers/read-renpy.ts'
import { parseStory, readTwee } from './readers/read-twee.ts'
import { readYarn } from './readers/read-yarn.ts'
import { snapshot } from './sample-dialogues.ts'
import type { Reader } from './transcript.ts'

export const exportAs = async (
  format: string,
  dialogue: Dialogue,
  options: Readonly<Record<string, string | boolean>> = {},
) => {
  const exporter = dialogueExporters.find(({ id }) => id === format)
  if (!exporter) throw new Error(`no format ${format}`)
  const { bytes, companions } = await exporter.run(snapshot(dialogue), options)
  const decode = (part: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(part)
  return {
    text: decode(bytes),
    companions: new Map(companions.map(({ path, bytes: part }) => [path, decode(part)])),
  }
}

const speakersOf = (dialogue: Dialogue): string[] =>
  dialogue.nodes.flatMap((node) => (node.kind === 'line' ? [node.speaker.name] : []))

/** By format: the exported text as somebody who plays it. */
export const READERS: Readonly<Record<string, (text: string, dialogue: Dialogue) => Reader>> = {
  ink: (text) => {
    const { json, complaints } = compileInk(text)
    if (complaints.length > 0) throw new Error(complaints.join('\n'))
    return readInk(json)
  },
  'ink-json': (text) => readInk(text),
  yarn2: (text, dialogue) => readYarn(text, dialogue.id, speakersOf(dialogue)),
  yarn3: (text, dialogue) => readYarn(text, dialogue.id, speakersOf(dialogue)),
  twee: (text) => readTwee(parseStory(text)),
  renpy: (text, dialogue) => readRenpy(text, dialogue.id),
  articy: (text) => readArticy(text),
}

export const readerOf = async (format: string, dialogue: Dialogue): Promise<Reader> => {
  const { text } = await exportAs(format, dialogue)
  return READERS[format](text, dialogue)
}
