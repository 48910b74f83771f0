// arcwright media subtitles, frames: what was understood of a clip as files, and subtitles read as what is said in it.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { EngineClient } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'

const project = { type: 'positional', description: 'PROJECT.arcwright', required: true } as const
const media = { type: 'positional', description: 'its id', required: true } as const

const FORMATS = ['srt', 'vtt'] as const
const CONTENTS = ['said', 'shown', 'both'] as const
const LANGUAGES = ['en', 'zh'] as const

const oneOf = <Choice extends string>(
  choices: readonly Choice[],
  value: string | undefined,
  name: string,
): Choice | undefined => {
  if (value === undefined) return undefined
  const found = choices.find((choice) => choice === value)
  if (found) return found
  throw new UsageError(`--${name} is one of ${choices.join(', ')}`)
}

const open = (engine: EngineClient, file: string) => engine.project.open({ path: path.resolve(file) })

export const subtitlesCommand = toCommand({
  name: 'subtitles',
  description:
    'write subtitles of what was understood of a recording or clip, or --read a file as what is said in it',
  args: {
    project,
    media,
    out: {
      type: 'string',
      description: 'the file to write (.srt or .vtt); the terminal where none is named',
    },
    format: { type: 'string', description: 'srt (the default) or vtt' },
    content: { type: 'string', description: 'said, shown, or both (the default)' },
    language: {
      type: 'string',
      description: 'en or zh, for what is shown; the project’s where none is named',
    },
    read: { type: 'string', description: 'an SRT or WebVTT file that says what is said' },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    if (args.read !== undefined) {
      const file = new File([await readFile(args.read)], path.basename(args.read))
      const understood = await engine.media.readSubtitles({ mediaId: args.media, file })
      const transcript = understood.findings.find(({ finding }) => finding.aspect === 'transcript')?.finding
      const lines = transcript?.aspect === 'transcript' ? transcript.lines.length : 0
      terminal.say(`${lines} subtitles read as what is said`)
      return { understood }
    }
    const named = path.extname(args.out ?? '').slice(1)
    const format = oneOf(FORMATS, args.format ?? (named === 'vtt' ? 'vtt' : 'srt'), 'format') ?? 'srt'
    const content = oneOf(CONTENTS, args.content, 'content')
    const language = oneOf(LANGUAGES, args.language, 'language')
    const file = await engine.media.subtitles({
      ...{ mediaId: args.media, format },
      ...(content ? { content } : {}),
      ...(language ? { language } : {}),
    })
    const text = await file.text()
    if (args.out === undefined) {
      terminal.say(text)
      return { format, subtitles: text }
    }
    await writeFile(args.out, text)
    terminal.say(args.out)
    return { format, path: path.resolve(args.out) }
  },
})

export const framesCommand = toCommand({
  name: 'frames',
  description: 'write the picture that stands for each scene of a clip',
  args: {
    project,
    media,
    out: { type: 'string', description: 'a folder', required: true },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const [understood] = await engine.media.understanding({ mediaIds: [args.media] })
    const shots = understood?.findings.find(({ finding }) => finding.aspect === 'shots')?.finding
    await mkdir(args.out, { recursive: true })
    const frames: { atMs: number; path: string }[] = []
    for (const { keyMs } of shots?.aspect === 'shots' ? shots.shots : []) {
      const file = await engine.media.frame({ mediaId: args.media, atMs: keyMs })
      const target = path.resolve(args.out, `${String(Math.round(keyMs)).padStart(8, '0')}.webp`)
      await writeFile(target, Buffer.from(await file.arrayBuffer()))
      terminal.say(target)
      frames.push({ atMs: keyMs, path: target })
    }
    return { frames }
  },
})
