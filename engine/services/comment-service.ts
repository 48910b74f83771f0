// comment.*: threads kept beside the text, their places found in it.
import type { Outputs } from '../contract/index.ts'
import { MAX_QUOTE, type CommentThread } from '../domain/comment.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { anchorComment } from '../text/comments/anchor-comment.ts'
import { commentPlaces, type CommentPlace } from '../text/comments/comment-places.ts'
import { dropComments } from '../text/comments/map-text.ts'
import { documentWords } from '../text/plain-text.ts'
import { act } from './act.ts'
import type { OpenProject, ProjectChange } from './context.ts'
import { os, projectOf } from './os.ts'

type Thread = Outputs['comment']['list'][number]
type Placed = CommentPlace & { readonly sceneId: string }

const CHANGED: readonly ProjectChange[] = [{ kind: 'comments' }]

const toContract = (thread: CommentThread, placed: Placed | undefined): Thread => ({
  id: thread.id,
  quote: placed?.quote ?? thread.quote,
  place: placed ? { sceneId: placed.sceneId, from: placed.from, to: placed.to } : null,
  createdAt: thread.createdAt,
  resolvedAt: thread.resolvedAt,
  messages: [...thread.messages],
})

/** By thread, in reading order. */
const placesIn = ({ store }: OpenProject): ReadonlyMap<string, Placed> => {
  const order = new Map(store.binder.tree().map(({ id }, index) => [id, index]))
  const texts = store.comments
    .texts()
    .filter(({ sceneId }) => order.has(sceneId))
    .toSorted((a, b) => order.get(a.sceneId)! - order.get(b.sceneId)!)
  const places = new Map<string, Placed>()
  for (const { sceneId, document } of texts)
    for (const [id, place] of commentPlaces(document))
      if (!places.has(id)) places.set(id, { ...place, sceneId })
  return places
}

const listThreads = (project: OpenProject): Thread[] => {
  const { store } = project
  const places = placesIn(project)
  const order = new Map([...places.keys()].map((id, index) => [id, index]))
  const isShown = ({ id, sceneId }: CommentThread): boolean =>
    places.has(id) || !store.comments.isTrashed(sceneId)
  return store.comments
    .list()
    .filter(isShown)
    .map((thread) => toContract(thread, places.get(thread.id)))
    .toSorted((a, b) => (order.get(a.id) ?? order.size) - (order.get(b.id) ?? order.size))
}

export const commentRouter = {
  list: os.comment.list.handler(({ context }) => listThreads(projectOf(context))),

  add: os.comment.add.handler(({ input, context }) => {
    const project = projectOf(context)
    const { scenes, comments } = project.store
    const { sceneId, from, to, text, author } = input
    const id = newId()
    const before = scenes.get(sceneId)
    const found = anchorComment(before.document, { from, to }, id)
    if (!found)
      throw new EngineError('BAD_INPUT', 'There are no words at this place to say something about.', {
        sceneId,
      })
    if (input.quote !== undefined && input.quote !== found.quote)
      throw new EngineError(
        'CONFLICT',
        'Other words stand at this place now. Nothing was added; mark the words again.',
        { sceneId },
      )
    const at = context.engine.now()
    const thread: CommentThread = {
      id,
      sceneId,
      quote: found.quote.slice(0, MAX_QUOTE),
      createdAt: at,
      resolvedAt: null,
      messages: [{ id: newId(), author, text, at, editedAt: null }],
    }
    const { document } = found
    const changes = ({ rev }: { readonly rev: number }): readonly ProjectChange[] => [
      ...CHANGED,
      { kind: 'scene', sceneId, rev, origin: '' },
    ]
    act(project, 'comment.add', changes, () => {
      comments.insert(thread)
      return scenes.save(sceneId, before.rev, document, documentWords(document))
    })
    return toContract(thread, { sceneId, ...commentPlaces(document).get(id)! })
  }),

  reply: os.comment.reply.handler(({ input: { threadId, text, author }, context }) => {
    const project = projectOf(context)
    const { comments } = project.store
    comments.get(threadId)
    const message = { id: newId(), author, text, at: context.engine.now(), editedAt: null }
    act(project, 'comment.reply', CHANGED, () => comments.reply(threadId, message))
    return message
  }),

  edit: os.comment.edit.handler(({ input: { messageId, text }, context }) => {
    const project = projectOf(context)
    const { comments } = project.store
    comments.threadOf(messageId)
    act(project, 'comment.edit', CHANGED, () => comments.edit(messageId, text, context.engine.now()))
  }),

  resolve: os.comment.resolve.handler(({ input: { threadIds, resolved }, context }) => {
    const project = projectOf(context)
    const { comments } = project.store
    const asked = threadIds.map((id) => comments.get(id))
    const label = resolved ? 'comment.resolve' : 'comment.reopen'
    const at = context.engine.now()
    act(project, label, CHANGED, () => {
      for (const { id, resolvedAt } of asked)
        if ((resolvedAt !== null) !== resolved) comments.resolve(id, resolved ? at : null)
    })
  }),

  remove: os.comment.remove.handler(({ input: { threadIds }, context }) => {
    const project = projectOf(context)
    const { comments, scenes } = project.store
    const gone = new Set(threadIds.map((id) => comments.get(id).id))
    const changes = (revs: readonly ProjectChange[]): readonly ProjectChange[] => [...CHANGED, ...revs]
    act(project, 'comment.remove', changes, () => {
      for (const id of gone) comments.remove(id)
      return comments.texts().flatMap(({ sceneId, document }): ProjectChange[] => {
        const bare = dropComments(document, (id) => gone.has(id))
        const { rev, changed } = scenes.save(sceneId, scenes.get(sceneId).rev, bare, documentWords(bare))
        return changed ? [{ kind: 'scene', sceneId, rev, origin: '' }] : []
      })
    })
  }),

  removeMessage: os.comment.removeMessage.handler(({ input: { messageId }, context }) => {
    const project = projectOf(context)
    const { comments } = project.store
    if (comments.threadOf(messageId).messages[0]?.id === messageId)
      throw new EngineError('BAD_INPUT', 'The first message goes with its whole thread. Nothing was removed.')
    act(project, 'comment.remove', CHANGED, () => comments.removeMessage(messageId))
  }),
}
