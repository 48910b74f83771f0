// What is understood of a file: findings of all analysers, the writer's corrections over them, mood and caption composed of
// both. Runs the analysers that are still to run. Who asks, and how progress is shown, is the media service's concern.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { composeCaption } from '../analysis/senses/compose/compose-caption.ts'
import { composeScene } from '../analysis/senses/compose/compose-scene.ts'
import { composeShots } from '../analysis/senses/compose/compose-shots.ts'
import { composeMood } from '../analysis/senses/compose/compose-mood.ts'
import { HANDED_CLIP, packClip, type HandedClip } from '../analysis/senses/clip/handed-clip.ts'
import { analyzersFor, versionOf, whyMissing } from '../analysis/senses/registry.ts'
import type { SenseSetup } from '../analysis/senses/sense-setup.ts'
import { voiceAnalyzer } from '../analysis/senses/sound/voice/voice-analyzer.ts'
import { newId } from '../domain/ids.ts'
import type {
  AnalyzerReport,
  CaptionFinding,
  KeptFindings,
  MediaFinding,
  ShownFinding,
  Understanding,
} from '../domain/media-finding.ts'
import { pickFinding } from '../domain/media-finding.ts'
import type { MediaItem } from '../domain/media.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { askCaptioner } from './ask-captioner.ts'
import type { OpenProject } from './context.ts'
import { setupForVoice } from './own-voice.ts'
import { composeRating } from './rate-words.ts'
import type { EngineParts } from './engine-parts.ts'

type Store = Pick<ProjectStore, 'mediaFindings'>

const reportsOf = (
  item: MediaItem,
  kept: readonly KeptFindings[],
  setup: SenseSetup,
): readonly AnalyzerReport[] =>
  analyzersFor(item.kind).flatMap((analyzer): readonly AnalyzerReport[] => {
    const { id } = analyzer
    const version = versionOf(analyzer, setup)
    const run = kept.find((each) => each.analyzer === id && each.version === version)
    const missing = whyMissing(analyzer, item.kind, setup)
    const about = { analyzer: id, version, tookMs: run?.tookMs ?? null }
    if (run) return [{ ...about, state: run.problem === null ? 'done' : 'failed', problem: run.problem }]
    if (missing !== null && analyzer.isExtra && missing.startsWith('no-')) return []
    return [{ ...about, state: missing === null ? 'waiting' : 'missing', problem: missing }]
  })

const composed = (findings: readonly MediaFinding[]): readonly MediaFinding[] => {
  const scene = pickFinding(findings, 'scene') ? null : composeScene(findings)
  const all = scene ? [...findings, scene] : findings
  return [scene, composeMood(all), composeCaption(all)].filter((finding) => finding !== null)
}

/** Corrections stand in for what was found; mood and caption are made of what then holds. */
const layOver = (
  found: readonly { readonly finding: MediaFinding; readonly by: string }[],
  corrections: readonly MediaFinding[],
): readonly ShownFinding[] => {
  const byHand = new Map(corrections.map((finding) => [finding.aspect, finding]))
  const show = ({ finding, by }: { readonly finding: MediaFinding; readonly by: string }): ShownFinding => {
    const own = byHand.get(finding.aspect)
    byHand.delete(finding.aspect)
    return own ? { finding: own, by: 'hand', before: finding } : { finding, by, before: null }
  }
  const shown = found.map(show)
  const known = new Set(shown.map(({ finding }) => finding.aspect))
  const whole = composed([
    ...shown.map(({ finding }) => finding),
    ...corrections.filter(({ aspect }) => !known.has(aspect)),
  ])
    .filter(({ aspect }) => !known.has(aspect))
    .map((finding) => show({ finding, by: 'composed' }))
  const added = [...byHand.values()].map((finding) => ({ finding, by: 'hand', before: null }))
  return [...shown, ...added, ...whole]
}

/** What only one language says is said in the other as it would be composed. */
const inBoth = (finding: CaptionFinding, all: readonly MediaFinding[]): CaptionFinding => {
  if (finding.en !== '' && finding.zh !== '') return finding
  const composed = composeCaption(all)
  return { ...finding, en: finding.en || (composed?.en ?? ''), zh: finding.zh || (composed?.zh ?? '') }
}

/** Scenes with what they say and how they feel, where only what is seen in them is kept; captions in both languages. */
const told = (findings: readonly ShownFinding[]): readonly ShownFinding[] => {
  const all = findings.map(({ finding }) => finding)
  const whole = (finding: MediaFinding): MediaFinding => {
    if (finding.aspect === 'caption') return inBoth(finding, all)
    return finding.aspect === 'shots' ? composeShots(finding, all) : finding
  }
  const isRatedByHand = findings.some(({ finding, by }) => finding.aspect === 'rating' && by === 'hand')
  const shown = findings.map((each) => ({ ...each, finding: whole(each.finding) }))
  if (isRatedByHand) return shown
  // What is seen is rated by its analyser; what is written and said may make it stricter.
  const rating = composeRating(shown.map(({ finding }) => finding))
  const others = shown.filter(({ finding }) => finding.aspect !== 'rating')
  return rating ? [...others, { finding: rating, by: 'composed', before: null }] : others
}

/** Of one file, as far as it is known. */
export const understandingOf = (store: Store, item: MediaItem, lent: SenseSetup): Understanding => {
  const setup = setupForVoice(store, item, lent)
  const kept = store.mediaFindings.read(item.hash)
  const known = new Set(analyzersFor(item.kind).map(({ id }) => id))
  const seen = new Set<string>()
  const found = kept
    .filter(({ analyzer }) => known.has(analyzer))
    .flatMap(({ findings, analyzer }) => findings.map((finding) => ({ finding, by: analyzer })))
    // Two analysers of one aspect: the first one's holds.
    .filter(({ finding }) => !seen.has(finding.aspect) && seen.add(finding.aspect))
  return {
    mediaId: item.id,
    kind: item.kind,
    findings: told(layOver(found, store.mediaFindings.corrections(item.id))),
    analyzers: reportsOf(item, kept, setup),
  }
}

/** Ids of the analysers that this file still waits for, by content: the same file twice is read once. */
export const waitingAnalyzers = (
  store: Store,
  items: readonly MediaItem[],
  lent: SenseSetup,
): ReadonlyMap<MediaItem, readonly string[]> => {
  const done = new Set(
    store.mediaFindings.sources().map(({ hash, analyzer, version }) => `${hash} ${analyzer} ${version}`),
  )
  return new Map(
    items.flatMap((item) => {
      const setup = setupForVoice(store, item, lent)
      const waiting = analyzersFor(item.kind)
        .filter((analyzer) => whyMissing(analyzer, item.kind, setup) === null)
        .filter((analyzer) => !done.has(`${item.hash} ${analyzer.id} ${versionOf(analyzer, setup)}`))
        .map(({ id }) => id)
      return waiting.length > 0 ? [[item, waiting] as const] : []
    }),
  )
}

const PIECE_BYTES = 1 << 20

function* cut(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) yield bytes.subarray(from, from + PIECE_BYTES)
}

/** Runs these analysers over one file and keeps what each finds as soon as it has found it. */
export const understandItem = async (
  engine: Pick<EngineParts, 'senses' | 'now' | 'settings' | 'doors' | 'secrets'>,
  project: OpenProject,
  item: MediaItem,
  work: {
    readonly analyzers: readonly string[]
    readonly setup: SenseSetup
    readonly signal: AbortSignal
    readonly progress?: (share: number) => void
    /** Of a clip: what a window has decoded of it. */
    readonly handed?: HandedClip
  },
): Promise<void> => {
  const { store } = project
  const setup = setupForVoice(store, item, work.setup)
  const versions = new Map(
    analyzersFor(item.kind).map((analyzer) => [analyzer.id, versionOf(analyzer, setup)]),
  )
  const { width, height, durationMs, takenAt, latitude, longitude, camera } = item
  let isNews = false
  const packed = work.handed ? packClip(work.handed) : null
  await engine.senses.understand(
    {
      kind: item.kind,
      ...(packed
        ? { mime: HANDED_CLIP, sizeBytes: packed.length, pieces: () => cut(packed) }
        : { mime: item.mime, sizeBytes: item.sizeBytes, pieces: () => store.blobs.readPieces(item.hash) }),
      analyzers: work.analyzers,
      setup,
      facts: { width, height, durationMs, takenAt, latitude, longitude, camera },
    },
    {
      found: ({ analyzer, findings, problem, tookMs }) =>
        store.mediaFindings.write({
          hash: item.hash,
          analyzer,
          version: versions.get(analyzer) ?? '',
          findings,
          problem,
          tookMs,
          foundAt: engine.now(),
        }),
      ...(work.progress ? { progress: work.progress } : {}),
      frame(atMs, webp) {
        store.mediaFindings.keepFrame(item.hash, atMs, webp)
        if (store.media.findByHash(item.hash)?.thumbnailHash !== null) return
        store.media.show(item.hash, store.blobs.putBytes(webp, 'image/webp').hash)
        isNews = true
      },
      voice: (features) => store.mediaFindings.keepVoice(item.hash, voiceAnalyzer.version, features),
      ask: (jpeg) =>
        askCaptioner(engine, jpeg, work.signal, (server) =>
          store.mediaFindings.recordSent({
            ...{ id: newId(), hash: item.hash, server },
            ...{ bytes: jpeg.length, sentAt: engine.now() },
          }),
        ),
      learnt(facts) {
        store.media.learn(item.hash, facts)
        isNews = true
      },
    },
    work.signal,
  )
  // What a card says of the file itself.
  if (isNews) project.events.publish('change', { kind: 'media' })
  await nextTurn()
}
