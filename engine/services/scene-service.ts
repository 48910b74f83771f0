// scene.*: the text of scenes, read and saved whole. Undo of typing is the editor's.
import { documentWords } from '../text/plain-text.ts'
import { os, projectOf } from './os.ts'

export const sceneRouter = {
  get: os.scene.get.handler(({ input, context }) => projectOf(context).store.scenes.get(input.sceneId)),

  save: os.scene.save.handler(({ input: { sceneId, baseRev, document }, context }) => {
    const project = projectOf(context)
    const { scenes } = project.store
    const { rev, words, changed } = scenes.save(sceneId, baseRev, document, documentWords(document))
    if (changed) {
      project.events.publish('change', { kind: 'scene', sceneId, rev, origin: context.session.id })
    }
    return { rev, words, bookWords: scenes.totals().words }
  }),
}
