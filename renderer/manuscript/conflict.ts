// A scene changed in two windows: the writer chooses; until then both versions are kept.
import { engine } from '../engine-client/engine.ts'
import { notifyError } from '../app/notices-store.ts'
import { t } from '../locales/index.ts'
import { newBlockId } from './block-ids.ts'
import { documentJson, type SceneDocument } from './document-json.ts'
import { manuscriptStore } from './manuscript-store.ts'
import { sessionOf } from './scene-sessions.ts'

export type ConflictChoice = 'mine' | 'theirs' | 'both'

type Block = SceneDocument['content'][number]

/** Blocks of the other version that stand in this one neither by id nor by content. */
const missingHere = (mine: SceneDocument, theirs: SceneDocument): Block[] => {
  const known = new Set(mine.content.map((block) => JSON.stringify(block)))
  return theirs.content
    .filter((block) => !known.has(JSON.stringify(block)))
    .map((block) => ({ ...block, attrs: { ...block.attrs, id: newBlockId() } }) as Block)
}

const bothOf = (mine: SceneDocument, theirs: SceneDocument): SceneDocument => {
  const others = missingHere(mine, theirs)
  if (others.length === 0) return mine
  const mark = {
    type: 'note',
    attrs: { id: newBlockId() },
    content: [{ type: 'text', text: t('manuscript:conflictMark') }],
  } as const satisfies Block
  return { type: 'doc', content: [...mine.content, mark, ...others] }
}

/** Settles the conflict of one scene. Whatever is dropped can be had back with undo. */
export const settleConflict = async (sceneId: string, choice: ConflictChoice): Promise<void> => {
  const session = sessionOf(sceneId)
  if (!session) return
  try {
    const stored = await engine.scene.get({ sceneId })
    session.rev = stored.rev
    session.remoteRev = Math.max(session.remoteRev, stored.rev)
    session.closeGroup()
    if (choice === 'theirs') session.replaceWith(stored.document, true)
    if (choice === 'both') session.replaceWith(bothOf(documentJson(session.state.doc), stored.document), true)
    manuscriptStore.setState(({ conflicts }) => ({
      conflicts: conflicts.filter((conflict) => conflict.sceneId !== sceneId),
    }))
    await session.queue.resume()
  } catch (error) {
    notifyError(error)
  }
}
