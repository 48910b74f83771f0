// What a writer's choices teach the ranker, and that going back is exact; --runs passages of four candidates, --keep DIR keeps them.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { EngineClient, Inputs, Outputs } from '../../../engine/contract/index.ts'
import { runFeedback, type Offered } from '../../../engine/evals/feedback.ts'
import type { Terminal } from '../terminal.ts'
import type { Evaluation } from './evaluation.ts'
import { openSampleBook } from './sample-book.ts'

type Candidate = Outputs['cowriter']['history'][number]['candidates'][number]
type Emotion = NonNullable<Inputs['cowriter']['continue']['emotion']>

const PASSAGES = 100
/** New ones, for choices in a project that has them. */
const AT_LEAST = 4
const WORDS = 20_000
const EMOTIONS: readonly Emotion[] = ['joy', 'sadness', 'anger', 'fear', 'disgust', 'surprise', 'neutral']
const LENGTHS = [16, 32, 64]
/** Choices for the studio's own way from a choice to a ranker and back. */
const CHOICES = 80
const STRIDE = 7919

const toOffered = (candidate: Candidate): Offered => {
  const { id, text, reasons, score, mix, valence, arousal, emotion, confidence } = candidate
  return { id, text, reasons, score, feeling: { mix, valence, arousal, emotion, confidence } }
}

/** One passage of the shipped story model: after another place of the novel, under another wish each time. */
const writePassage = async (
  engine: EngineClient,
  sceneIds: readonly string[],
  at: number,
  signal: AbortSignal,
): Promise<readonly Candidate[]> => {
  const sceneId = sceneIds[at % sceneIds.length]
  if (sceneId === undefined) return []
  const { document } = await engine.scene.get({ sceneId })
  const blocks = document.content.filter(({ type }) => type === 'paragraph')
  const block = blocks[(7 * at) % blocks.length]
  const place = block && 'attrs' in block && 'id' in block.attrs ? { blockId: block.attrs.id } : {}
  const emotion = EMOTIONS[at % EMOTIONS.length]
  const words = LENGTHS[at % LENGTHS.length]
  const wish = { ...(emotion ? { emotion } : {}), ...(words ? { words } : {}) }
  const stream = await engine.cowriter.continue(
    { sceneId, ...place, ...wish, candidates: 4, seed: at, sampling: { temperature: 1 } },
    { signal },
  )
  for await (const event of stream) if (event.kind === 'done') return event.generation.candidates
  return []
}

/** Passages of which some may be known from before; every new one is kept at once. */
const gather = async (
  engine: EngineClient,
  terminal: Terminal,
  passages: number,
  kept: string | null,
): Promise<{ readonly offered: readonly Offered[]; readonly candidates: readonly Candidate[] }> => {
  const sceneIds = (await engine.binder.tree()).flatMap(({ id, kind }) => (kind === 'scene' ? [id] : []))
  const known =
    kept !== null && existsSync(kept)
      ? (JSON.parse(readFileSync(kept, 'utf8')) as readonly (readonly Offered[])[])
      : []
  const offered = [...known]
  const candidates: Candidate[] = []
  const wanted = Math.max(passages, known.length + AT_LEAST)
  for (let at = known.length; at < wanted; at++) {
    terminal.progress(`${at} of ${wanted} passages`)
    const written = await writePassage(engine, sceneIds, at, terminal.signal)
    candidates.push(...written)
    offered.push(written.map(toOffered))
    if (kept !== null) writeFileSync(kept, JSON.stringify(offered))
  }
  return { offered: offered.flat(), candidates }
}

/** The studio's own way: choices, learning, and back to the exact bytes. */
const goBack = async (
  engine: EngineClient,
  candidates: readonly Candidate[],
): Promise<Readonly<Record<string, unknown>>> => {
  const pairs = candidates.flatMap((one, at) =>
    candidates.slice(at + 1).map((other) => [one, other] as const),
  )
  const longerFirst = async (round: number): Promise<void> => {
    // From everywhere: what was said of one passage is held out together.
    const [one, other] = pairs[(STRIDE * round) % pairs.length] ?? []
    if (!one || !other || one.text.length === other.text.length) return
    const [better, worse] = one.text.length > other.text.length ? [one, other] : [other, one]
    await engine.feedback.choose({ betterId: better.id, worseId: worse.id })
  }
  const learnt: Outputs['feedback']['use'][number][] = []
  for (const half of [0, 1]) {
    for (let round = 0; round < CHOICES / 2; round++) await longerFirst((half * CHOICES) / 2 + round)
    for await (const event of await engine.feedback.learn({ learners: ['ranker'] }))
      if (event.kind === 'judged') learnt.push(event.version)
  }
  const [first, second] = learnt
  if (!first || !second) return { rollbackExact: null }
  const bytes = async (): Promise<Readonly<Record<string, string>>> => {
    const file = await engine.feedback.export()
    const found = JSON.parse(await file.text()) as {
      learnt: readonly { bytes: string; active: boolean }[]
    }
    const active = found.learnt.find((each) => each.active)
    const hash = createHash('sha256')
      .update(Buffer.from(active?.bytes ?? '', 'base64'))
      .digest('hex')
    return { active: hash }
  }
  await engine.feedback.use({ learner: 'ranker', versionId: first.id })
  const before = await bytes()
  await engine.feedback.use({ learner: 'ranker', versionId: second.id })
  const between = await bytes()
  await engine.feedback.use({ learner: 'ranker', versionId: first.id })
  const after = await bytes()
  return {
    rollbackExact:
      before.active === first.hash && between.active === second.hash && after.active === first.hash,
  }
}

export const feedback: Evaluation = {
  id: 'feedback',
  title: `simulated authors with hidden tastes choose between passages of the story model: win rate after 50, 100, 200 choices`,
  async run({ engine, terminal, folder, runs = PASSAGES, keep }) {
    const kept = keep === undefined ? null : path.join(keep, 'offered.json')
    await openSampleBook(engine, folder, WORDS)
    const { offered, candidates } = await gather(engine, terminal, runs, kept)
    const figures = await runFeedback(offered, {
      signal: terminal.signal,
      say: (line) => terminal.say(line),
    })
    return { ...figures, ...(await goBack(engine, candidates)) }
  },
}
