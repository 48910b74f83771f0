// Writes down what the writer said of a candidate or a beat, with all that stood beside it. What it teaches is learn's business.
import type { Beat } from '../../domain/beat.ts'
import { KEPT_PROMPT, type Feedback, type FeedbackText } from '../../domain/feedback.ts'
import type { Candidate, Decision, Generation } from '../../domain/generation.ts'
import { newId } from '../../domain/ids.ts'
import { symbolsAsFeatures } from '../../generation/plan/plan-beats.ts'
import { featuresOf } from '../../generation/taste.ts'
import { detectLanguage } from '../../text/language.ts'
import type { OpenProject } from '../context.ts'

type Said = Pick<Feedback, 'kind' | 'about' | 'subject'> & Partial<Pick<Feedback, 'over' | 'rating'>>

export const textOfCandidate = (candidate: Candidate): FeedbackText => ({
  id: candidate.id,
  text: candidate.text,
  features: featuresOf(candidate),
})

export const putFeedback = ({ store, events }: OpenProject, said: Feedback): void => {
  store.feedback.put(store.project.get().id, said)
  events.publish('change', { kind: 'feedback' })
}

export const recordOfGeneration = (
  project: OpenProject,
  { id, modelId, modelName, prompt, target, candidates }: Generation,
  at: number,
  said: Said,
  texts: readonly FeedbackText[] = candidates.filter(({ text }) => text.trim() !== '').map(textOfCandidate),
): void => {
  putFeedback(project, {
    over: null,
    rating: null,
    ...said,
    id: newId(),
    at,
    group: id,
    language: detectLanguage(texts[0]?.text ?? prompt),
    model: { id: modelId, name: modelName },
    prompt: prompt.slice(-KEPT_PROMPT),
    wish: target,
    texts,
    label: null,
  })
}

const takeBack = ({ store, events }: OpenProject, about: string): void => {
  store.feedback.takeBack(store.project.get().id, about)
  events.publish('change', { kind: 'feedback' })
}

const about = (what: string, candidateId: string): string => `${what} ${candidateId}`

/** Offered again: what was decided is forgotten. */
export const recordDecision = (
  project: OpenProject,
  candidateId: string,
  decision: Decision,
  at: number,
): void => {
  if (decision === 'offered') return takeBack(project, about('decision', candidateId))
  const found = project.store.generations.findByCandidate(candidateId)
  if (!found) return
  recordOfGeneration(project, found.generation, at, {
    kind: decision,
    about: about('decision', candidateId),
    subject: candidateId,
  })
}

export const recordRating = (project: OpenProject, candidateId: string, rating: number, at: number): void => {
  if (rating === 0) return takeBack(project, about('rating', candidateId))
  const found = project.store.generations.findByCandidate(candidateId)
  if (!found) return
  recordOfGeneration(project, found.generation, at, {
    kind: 'rated',
    about: about('rating', candidateId),
    subject: candidateId,
    rating,
  })
}

/** The candidate must be there. */
export const recordStar = (project: OpenProject, candidateId: string, starred: boolean, at: number): void => {
  project.store.generations.getCandidate(candidateId)
  if (!starred) return takeBack(project, about('star', candidateId))
  const found = project.store.generations.findByCandidate(candidateId)
  if (!found) return
  recordOfGeneration(project, found.generation, at, {
    kind: 'starred',
    about: about('star', candidateId),
    subject: candidateId,
  })
}

/** Of two, the first is liked better; they may be of different passages. NOT_FOUND. */
export const recordChoice = (project: OpenProject, betterId: string, worseId: string, at: number): void => {
  const { generations } = project.store
  const pair = [generations.getCandidate(betterId), generations.getCandidate(worseId)]
  const found = generations.findByCandidate(betterId)
  if (!found) return
  recordOfGeneration(
    project,
    found.generation,
    at,
    {
      kind: 'chosen',
      about: `choice ${[betterId, worseId].toSorted().join(' ')}`,
      subject: betterId,
      over: worseId,
    },
    pair.map(textOfCandidate),
  )
}

/** What happens in a beat, symbol by symbol. A beat written by hand has none and teaches nothing. */
export const recordBeats = (
  project: OpenProject,
  kind: 'beat-kept' | 'beat-dropped',
  beats: readonly Beat[],
  at: number,
): void => {
  const { language } = project.store.project.get()
  for (const { id, line, summary, valence, emotion } of beats) {
    if (line.trim() === '') continue
    putFeedback(project, {
      id: newId(),
      kind,
      about: `beat ${id} ${line}`,
      at,
      group: `beat ${id}`,
      language,
      model: { id: 'planner', name: 'planner' },
      prompt: '',
      wish: { emotion, valence },
      texts: [{ id, text: summary, features: symbolsAsFeatures(line) }],
      subject: id,
      over: null,
      rating: null,
      label: null,
    })
  }
}
