// The order of taking back: typing in several scenes and recorded acts, whichever came last.
import { beforeEach, describe, expect, test } from 'vitest'
import { createUndoStack, type ActHistory, type TextHistory } from '../../../renderer/commands/undo.ts'

const setUp = () => {
  const log: string[] = []
  const acts: { done: string[]; undone: string[] } = { done: [], undone: [] }
  const engine: ActHistory = {
    undo: async () => {
      const label = acts.done.pop() ?? null
      if (label !== null) acts.undone.push(label)
      return label
    },
    redo: async () => {
      const label = acts.undone.pop() ?? null
      if (label !== null) acts.done.push(label)
      return label
    },
  }
  const empty = new Set<string>()
  const text: TextHistory = {
    undo: async (sceneId) => {
      if (empty.has(sceneId)) return false
      log.push(`undo ${sceneId}`)
      return true
    },
    redo: async (sceneId) => {
      log.push(`redo ${sceneId}`)
      return true
    },
    closeGroup: (sceneId) => void log.push(`close ${sceneId}`),
  }
  const stack = createUndoStack(engine)
  stack.useTextHistory(text)
  const act = (label: string): void => {
    acts.done.push(label)
    stack.recordEngineAct()
  }
  return { stack, log, act, empty, acts }
}

describe('the undo stack of the window', () => {
  let studio: ReturnType<typeof setUp>
  beforeEach(() => {
    studio = setUp()
  })

  test('takes back what was done last, wherever it happened', async () => {
    studio.stack.recordText('one')
    studio.act('binder.move')
    studio.stack.recordText('two')
    expect(await studio.stack.undo()).toEqual({ kind: 'text', sceneId: 'two' })
    expect(await studio.stack.undo()).toEqual({ kind: 'engine', label: 'binder.move' })
    expect(await studio.stack.undo()).toEqual({ kind: 'text', sceneId: 'one' })
    expect(await studio.stack.undo()).toEqual({ kind: 'nothing' })
  })

  test('does again in the opposite order, and forgets that when something new is done', async () => {
    studio.act('binder.create')
    studio.stack.recordText('one')
    await studio.stack.undo()
    await studio.stack.undo()
    expect(await studio.stack.redo()).toEqual({ kind: 'engine', label: 'binder.create' })
    studio.stack.recordText('two')
    expect(studio.stack.store.getState().undone).toEqual([])
    expect(await studio.stack.undo()).toEqual({ kind: 'text', sceneId: 'two' })
  })

  test('ends the running group of typing when something else is done in between', () => {
    studio.stack.recordText('one')
    studio.act('binder.rename')
    studio.stack.recordText('one')
    studio.stack.recordText('two')
    expect(studio.log).toEqual(['close one', 'close one'])
  })

  test('passes over scenes that have nothing to take back any more', async () => {
    studio.stack.recordText('one')
    studio.stack.recordText('gone')
    studio.empty.add('gone')
    expect(await studio.stack.undo()).toEqual({ kind: 'text', sceneId: 'one' })
  })

  test('runs steps one after the other when the key is held down', async () => {
    studio.stack.recordText('one')
    studio.act('binder.move')
    const outcomes = await Promise.all([studio.stack.undo(), studio.stack.undo(), studio.stack.undo()])
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['engine', 'text', 'nothing'])
  })

  test('reaches acts of an earlier visit that only the engine remembers', async () => {
    studio.acts.done.push('binder.remove')
    expect(await studio.stack.undo()).toEqual({ kind: 'engine', label: 'binder.remove' })
  })
})
