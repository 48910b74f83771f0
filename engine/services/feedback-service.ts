// feedback.*: what was said listed, erased and carried over; what was learnt used, rolled back and forgotten. Learning is learn's.
import { createHash } from 'node:crypto'
import type { Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import { FEEDBACK_KINDS, withoutChange, type Feedback, type FeedbackKind } from '../domain/feedback.ts'
import { newId } from '../domain/ids.ts'
import type { LearntVersion } from '../domain/learning.ts'
import { compareWords } from '../text/compare/compare-words.ts'
import { countLessons } from '../training/learning/judge-learning.ts'
import { asJob } from './as-job.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { learn, type LearnEvent } from './learning/learn.ts'
import { readLearning, writeLearning } from './learning/learning-file.ts'
import { chooseSharing, choicesOf, eraseFeedback, feedbackOf, shelfOf } from './learning/learning-shelf.ts'
import { learnersFor } from './learning/learners.ts'
import { noticeEdits } from './learning/notice-edits.ts'
import { refreshHead } from './learning/used-head.ts'
import { recordChoice, recordStar } from './learning/record-feedback.ts'
import { os, projectOf } from './os.ts'

type Item = Outputs['feedback']['list']['items'][number]
type Version = Outputs['feedback']['use'][number]

const toItem = (said: Feedback): Item => {
  const { id, kind, at, texts, subject, rating, label, prompt, model, command = null } = said
  const own = texts.find((each) => each.id === subject)
  const over = texts.find((each) => each.id === said.over)
  const before = kind === 'edited' ? over : withoutChange(said)
  return {
    id,
    kind,
    at,
    text: own?.text ?? '',
    over: over?.text ?? null,
    others: texts.flatMap((each) => (each === own || each === before || each === over ? [] : [each.text])),
    rating,
    label: label && { emotion: label.emotion, was: label.judged?.emotion ?? null },
    command,
    changes: own && before ? compareWords(before.text, own.text) : [],
    prompt,
    modelName: model?.name ?? null,
    features: { ...own?.features },
  }
}

const toVersion = ({ report, ...version }: LearntVersion): Version => ({
  ...version,
  report: report && {
    ...report,
    before: { value: report.before.value, interval: [...report.before.interval] },
    after: { value: report.after.value, interval: [...report.after.interval] },
    base: report.base && { ...report.base },
  },
})

const speaksOf = ({ texts, prompt }: Feedback, terms: readonly string[]): boolean => {
  if (terms.length === 0) return true
  const all = [prompt, ...texts.map(({ text }) => text)].join('\n').toLowerCase()
  return terms.every((term) => all.includes(term))
}

const changed = ({ events }: OpenProject): void => events.publish('change', { kind: 'feedback' })

const versionsOf = (engine: EngineParts, project: OpenProject): Version[] =>
  shelfOf(engine, project).learnt.list().map(toVersion)

const toEvent = (event: LearnEvent) => {
  if (event.kind === 'judged') return { ...event, version: toVersion(event.version) }
  if (event.kind === 'too-little') return { ...event, least: { ...event.least } }
  return event
}

export const feedbackRouter = {
  list: os.feedback.list.handler(async ({ input, context }) => {
    const { engine } = context
    const project = projectOf(context)
    await noticeEdits(engine, project)
    const terms = input.query.toLowerCase().split(/\s+/u).filter(Boolean)
    const all = feedbackOf(engine, project).filter((said) => speaksOf(said, terms))
    const wanted = all.filter(({ kind }) => input.kinds?.includes(kind) ?? true)
    const counts = FEEDBACK_KINDS.map((kind) => [kind, all.filter((said) => said.kind === kind).length])
    return {
      items: wanted.slice(input.offset, input.offset + input.limit).map(toItem),
      total: wanted.length,
      byKind: Object.fromEntries(counts) as Record<FeedbackKind, number>,
    }
  }),

  erase: os.feedback.erase.handler(({ input, context }) => {
    const { engine } = context
    const project = projectOf(context)
    const ids = 'ids' in input ? input.ids : feedbackOf(engine, project).map(({ id }) => id)
    const erased = eraseFeedback(engine, project, ids)
    changed(project)
    if (ids.some((id) => id.startsWith('emotion-')))
      project.events.publish('change', { kind: 'labels', sceneId: null })
    return { erased }
  }),

  choose: os.feedback.choose.handler(({ input, context }) => {
    recordChoice(projectOf(context), input.betterId, input.worseId, context.engine.now())
  }),

  star: os.feedback.star.handler(({ input, context }) => {
    recordStar(projectOf(context), input.candidateId, input.starred, context.engine.now())
  }),

  starred: os.feedback.starred.handler(({ context }) =>
    projectOf(context)
      .store.feedback.list()
      .flatMap(({ kind, subject }) => (kind === 'starred' ? [subject] : [])),
  ),

  learning: os.feedback.learning.handler(async ({ context }) => {
    const { engine } = context
    const project = projectOf(context)
    const feedback = feedbackOf(engine, project)
    const { learnt } = shelfOf(engine, project)
    return {
      choices: { ...choicesOf(project) },
      learners: (await learnersFor(engine, project)).map((learner) => ({
        id: learner.id,
        ...countLessons(learner, feedback),
        least: { ...learner.least },
        activeId: learnt.active(learner.id)?.id ?? null,
      })),
      versions: versionsOf(engine, project),
    }
  }),

  setChoices: os.feedback.setChoices.handler(({ input, context }) => {
    const project = projectOf(context)
    const { learnt } = project.store
    if (input.shared !== undefined) {
      chooseSharing(context.engine, project, input.shared)
      refreshHead(context.engine, project)
    }
    if (input.whenIdle !== undefined) learnt.choose({ ...learnt.choices(), whenIdle: input.whenIdle })
    changed(project)
    return { ...learnt.choices() }
  }),

  learn: os.feedback.learn.handler(async function* ({ input, context, signal }) {
    const project = projectOf(context)
    const title = project.store.project.get().title
    yield* asJob(context, 'learning', title, signal, async function* (job) {
      for await (const event of learn(context.engine, project, input.learners, job.signal)) {
        if (event.kind === 'progress') job.report(event.share, 1)
        yield toEvent(event)
      }
    })
  }),

  use: os.feedback.use.handler(({ input, context }) => {
    const project = projectOf(context)
    const { learnt } = shelfOf(context.engine, project)
    const { learner, versionId } = input
    if (versionId !== null) {
      if (learnt.get(versionId).learner !== learner)
        throw new EngineError('BAD_INPUT', 'This version belongs to another learner. Nothing was changed.', {
          learner,
        })
      // Read before it is relied on.
      learnt.bytes(versionId)
    }
    learnt.use(learner, versionId)
    refreshHead(context.engine, project)
    changed(project)
    return versionsOf(context.engine, project)
  }),

  forget: os.feedback.forget.handler(({ input, context }) => {
    const project = projectOf(context)
    const { learnt } = shelfOf(context.engine, project)
    if (learnt.get(input.versionId).active)
      throw new EngineError('BAD_INPUT', 'This version is in use. Go back to another one first.', {
        versionId: input.versionId,
      })
    learnt.remove(input.versionId)
    changed(project)
    return versionsOf(context.engine, project)
  }),

  export: os.feedback.export.handler(async ({ context }) => {
    const { engine } = context
    const project = projectOf(context)
    await noticeEdits(engine, project)
    const { learnt } = shelfOf(engine, project)
    const text = writeLearning(feedbackOf(engine, project), learnt.list(), (id) => learnt.bytes(id))
    const title = project.store.project.get().title.replace(/[^\p{L}\p{N} -]/gu, '') || 'learning'
    return new File([text], `${title}.learning.json`, { type: 'application/json' })
  }),

  import: os.feedback.import.handler(async ({ input, context }) => {
    const project = projectOf(context)
    const found = await readLearning(input.file)
    const { store } = project
    const here = new Set(feedbackOf(context.engine, project).map(({ id }) => id))
    const fresh = found.feedback.filter(({ id }) => !here.has(id))
    store.feedback.add(store.project.get().id, fresh)
    const { learnt } = shelfOf(context.engine, project)
    const known = new Set(learnt.list().map(({ learner, hash }) => `${learner} ${hash}`))
    const versions = found.learnt.filter(
      ({ learner, bytes }) => !known.has(`${learner} ${createHash('sha256').update(bytes).digest('hex')}`),
    )
    for (const { learner, at, bytes } of versions)
      learnt.add({ id: newId(), learner, at, parentId: null, verdict: 'imported', report: null }, bytes)
    changed(project)
    return { feedback: fresh.length, versions: versions.length }
  }),
}
