// Which layer over the reader of emotions a project uses now, at hand for whoever reads findings; null where none was learnt.
import { headFromBytes, personalFeeling, type PersonalHead } from '../../analysis/emotion/personal-head.ts'
import type { PassageFinding } from '../../analysis/analyze-passages.ts'
import type { OpenProject } from '../context.ts'
import type { EngineParts } from '../engine-parts.ts'
import { shelfOf } from './learning-shelf.ts'

interface UsedHead {
  readonly hash: string
  readonly head: PersonalHead
}

const used = new WeakMap<OpenProject, UsedHead>()

const read = (engine: Pick<EngineParts, 'sharedLearning'>, project: OpenProject): UsedHead | null => {
  try {
    const { learnt } = shelfOf(engine, project)
    const active = learnt.active('emotion')
    return active && { hash: active.hash, head: headFromBytes(learnt.bytes(active.id)) }
  } catch {
    // Sentences are read as by everyone; the list of versions says what is wrong.
    return null
  }
}

/** To be called when a project is opened, and when another version is used. Whoever shows feelings reads them anew. */
export const refreshHead = (engine: Pick<EngineParts, 'sharedLearning'>, project: OpenProject): void => {
  const [before, now] = [used.get(project)?.hash, read(engine, project)]
  if (now) used.set(project, now)
  else used.delete(project)
  if (before !== now?.hash) project.events.publish('change', { kind: 'labels', sceneId: null })
}

/** Tells one state from another; empty where nothing was learnt. */
export const headHash = (project: OpenProject): string => used.get(project)?.hash ?? ''

/** What single words mean in this writer's hands, emotion by emotion; undefined where nothing was learnt. */
export const headWords = (project: OpenProject): PersonalHead['words'] | undefined =>
  used.get(project)?.head.words

/** The finding as this project reads it. @param text that it was found in */
export const findingFor = (project: OpenProject, text: string, finding: PassageFinding): PassageFinding => {
  const own = used.get(project)
  if (!own) return finding
  const sentences = finding.sentences.map((sentence) =>
    personalFeeling(own.head, text.slice(sentence.from, sentence.to), sentence),
  )
  return { ...finding, sentences }
}

/** Texts as this project reads them: by the studio's reader, and by what its writer corrected. */
export const readFindings = async (
  { analysis }: Pick<EngineParts, 'analysis'>,
  project: OpenProject,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<readonly PassageFinding[]> => {
  const findings = await analysis.analyze(texts, signal)
  return findings.map((finding, at) => findingFor(project, texts[at], finding))
}
