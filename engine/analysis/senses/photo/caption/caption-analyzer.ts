// What a picture shows, said by a model that the writer lends: one in a folder, or one behind a server. Without one, captions are
// composed of what was found.
import { existsSync } from 'node:fs'
import sharp from 'sharp'
import type { CaptionFinding } from '../../../../domain/media-finding.ts'
import { SenseProblem, type MediaAnalyzer, type SenseContext } from '../../analyzer.ts'
import type { Picture } from '../../decode-picture.ts'
import type { SenseSetup } from '../../sense-setup.ts'
import { seeFaces } from '../faces-analyzer.ts'
import { hideBoxes } from '../hide-boxes.ts'
import { CaptionModel, type Caption } from './caption-model.ts'
import { missingOfCaptioner } from './read-captioner.ts'

/** What leaves for a server: enough to be understood, and nothing but the picture. */
const SENT_PX = 768
const SENT_QUALITY = 85
/** A server does not say how sure it is. */
const SERVER_CONFIDENCE = 0.75
const LONGEST = 1000

let loaded: { readonly folder: string; readonly model: Promise<CaptionModel> } | null = null

/** A model whose parts fit neither each other nor what a captioner is asked says so here; pictures are not to blame. */
const describe = async (model: CaptionModel, picture: Picture): Promise<Caption | null> => {
  try {
    return await model.describe(picture)
  } catch {
    throw new SenseProblem('captioner-unfit')
  }
}

const open = async (folder: string): Promise<CaptionModel> => {
  if (loaded?.folder !== folder) loaded = { folder, model: CaptionModel.open(folder) }
  try {
    return await loaded.model
  } catch {
    loaded = null
    throw new SenseProblem('captioner-unreadable')
  }
}

const sentence = (text: string): string => {
  const plain = text.replace(/\s+/gu, ' ').trim().slice(0, LONGEST)
  const ended = /[.!?…。！？”"]$/u.test(plain) ? plain : `${plain}.`
  return plain === '' ? '' : `${ended[0].toUpperCase()}${ended.slice(1)}`
}

const finding = (en: string, zh: string, confidence: number): readonly CaptionFinding[] =>
  en === '' && zh === '' ? [] : [{ aspect: 'caption', confidence, en, zh }]

/** English on one line, Chinese on another, in either order; a server that knows one of them says it alone. */
const inBoth = (answer: string): readonly CaptionFinding[] => {
  const lines = answer
    .split('\n')
    .map((line) => line.replace(/^[\s\-*\d.)]+|^["“]|["”]$/gu, '').trim())
    .filter((line) => line !== '')
  const isChinese = (line: string): boolean => /\p{sc=Han}/u.test(line)
  const zh = lines.find(isChinese) ?? ''
  return finding(
    sentence(lines.find((line) => !isChinese(line)) ?? ''),
    zh.slice(0, LONGEST),
    SERVER_CONFIDENCE,
  )
}

const askServer = async (
  picture: Picture,
  hidesFaces: boolean,
  { ask }: SenseContext,
): Promise<readonly CaptionFinding[]> => {
  const faces = hidesFaces ? await seeFaces(picture) : null
  const { width, height, pixels } = faces
    ? hideBoxes(
        picture,
        faces.faces.map(({ box }) => box),
      )
    : picture
  const jpeg = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize({ width: SENT_PX, height: SENT_PX, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: SENT_QUALITY })
    .toBuffer()
  return inBoth(await ask(jpeg))
}

const nameOf = ({ captioner }: SenseSetup): string =>
  captioner === null ? '' : captioner.kind === 'folder' ? captioner.folder : `server ${captioner.name}`

export const captionAnalyzer: MediaAnalyzer = {
  id: 'caption',
  version: '1',
  versionWith: (setup) => `1 ${nameOf(setup)}`.trim(),
  kinds: ['image'],
  isExtra: true,
  limitMs: 300_000,
  missing({ captioner }) {
    if (captioner === null) return 'no-captioner'
    if (captioner.kind === 'server') return captioner.isOpen ? null : 'door-closed'
    if (!existsSync(captioner.folder)) return 'captioner-gone'
    return missingOfCaptioner(captioner.folder).length === 0 ? null : 'captioner-gone'
  },
  async run(file, context) {
    const { captioner } = context.setup
    if (captioner === null) throw new SenseProblem('no-captioner')
    const picture = await file.picture()
    if (captioner.kind === 'server') return askServer(picture, captioner.hidesFaces, context)
    const said = await describe(await open(captioner.folder), picture)
    return said ? finding(sentence(said.text), '', said.confidence) : []
  },
}
