// scene.*: the text of scenes, read and saved whole. Undo of typing is the editor's.
import { documentWords } from '../text/plain-text.ts'
import { logWriting } from './goal-service.ts'
import { os, projectOf } from './os.ts'

export const sceneRouter = {
  get: os.scene.get.handler(({ input, context }) => projectOf(context).store.scenes.get(input.sceneId)),

  save: os.scene.save.handler(({ input: { sceneId, baseRev, document, written }, context }) => {
    const project = projectOf(context)
    const { scenes, binder } = project.store
    const { rev, words, changed, reopened } = scenes.save(sceneId, baseRev, document, documentWords(document))
    if (changed) {
      // Lines without a title are known by the first words.
      if (reopened && binder.isUntitled(sceneId)) project.events.publish('change', { kind: 'binder' })
      // Notes and what lies in the trash are not the book.
      if (written && binder.isInBook(sceneId)) logWriting(project, written, context.engine.now())
      project.events.publish('change', { kind: 'scene', sceneId, rev, origin: context.session.id })
    }
    return { rev, words, bookWords: scenes.totals().words }
  }),
}
