// Findings of paragraphs, from the project's cache where they are, else analysed. What they add up to is not its concern.
import { hash } from 'node:crypto'
import { passageLanguage, type PassageFinding } from '../analysis/analyze-passages.ts'
import { decodeFinding, encodeFinding } from '../analysis/finding-codec.ts'
import { analyzerOf } from '../analysis/registry.ts'
import { LANGUAGES } from '../domain/project.ts'
import type { FindingSource } from '../store/finding-repository.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { findingFor } from './learning/used-head.ts'

/** A paragraph's text under the name its finding is kept by: the same text is never read twice. */
export interface Passage {
  readonly hash: string
  readonly text: string
}

export const passageOf = (text: string): Passage => ({
  hash: hash('sha256', `${passageLanguage(text)}\n${text}`),
  text,
})

const sourceOf = (text: string): FindingSource => {
  const { id, version } = analyzerOf(passageLanguage(text))
  return { analyzer: id, version }
}

/** Passages by the analyser that reads them. */
const bySource = (passages: readonly Passage[]): (readonly [FindingSource, readonly Passage[]])[] =>
  [...Map.groupBy(passages, ({ text }) => analyzerOf(passageLanguage(text)))].map(
    ([, group]) => [sourceOf(group[0].text), group] as const,
  )

/** What the cache holds, by hash. */
export const cachedFindings = (
  project: OpenProject,
  passages: readonly Passage[],
): Map<string, PassageFinding> => {
  const found = new Map<string, PassageFinding>()
  for (const [source, group] of bySource(passages)) {
    const payloads = project.store.findings.read(source, new Set(group.map((passage) => passage.hash)))
    const texts = new Map(group.map((passage) => [passage.hash, passage.text]))
    for (const [key, payload] of payloads) {
      const finding = decodeFinding(payload)
      if (finding) found.set(key, findingFor(project, texts.get(key) ?? '', finding))
    }
  }
  return found
}

/** Characters from which findings are stored: fewer are quicker read again than written at every pause in typing. */
const WORTH_KEEPING = 8000

/** Analyses, and keeps what took its time. */
export const analyzeAndKeep = async (
  engine: EngineParts,
  project: OpenProject,
  passages: readonly Passage[],
  signal?: AbortSignal,
): Promise<Map<string, PassageFinding>> => {
  const texts = passages.map((passage) => passage.text)
  const findings = await engine.analysis.analyze(texts, signal)
  const found = new Map(passages.map((passage, index) => [passage.hash, findings[index]]))
  if (texts.reduce((sum, text) => sum + text.length, 0) > WORTH_KEEPING) {
    for (const [source, group] of bySource(passages))
      project.store.findings.write(
        source,
        group.map((passage) => [passage.hash, encodeFinding(found.get(passage.hash)!)] as const),
      )
  }
  // What is kept is what everyone's reader found; what is shown is as this project reads it.
  return new Map(
    passages.map(({ hash: key, text }) => [key, findingFor(project, text, found.get(key)!)] as const),
  )
}

/** Of every passage, by hash. */
export const findingsOf = async (
  engine: EngineParts,
  project: OpenProject,
  passages: readonly Passage[],
): Promise<Map<string, PassageFinding>> => {
  const found = cachedFindings(project, passages)
  const missing = passages.filter((passage) => !found.has(passage.hash))
  if (missing.length === 0) return found
  for (const [key, finding] of await analyzeAndKeep(engine, project, missing)) found.set(key, finding)
  return found
}

/** Forgets findings of analysers that read no more, and of text that is gone, once they are more than those of the text that is there. */
export const forgetStale = (project: OpenProject, passages: readonly Passage[]): void => {
  const { findings } = project.store
  findings.keepOnlyAnalyzers(LANGUAGES.map((language) => analyzerOf(language).id))
  for (const [source, group] of bySource(passages)) {
    const hashes = new Set(group.map((passage) => passage.hash))
    if (findings.count(source.analyzer) > 2 * hashes.size + 500) findings.keepOnly(source, hashes)
  }
}
