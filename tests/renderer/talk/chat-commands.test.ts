// What the window offers to ask for is what the engine knows, under names in both languages.
import { expect, test } from 'vitest'
import { commandsFor } from '../../../engine/domain/chat.ts'
import { en, zhCN } from '../../../renderer/locales/index.ts'
import { CHAT_COMMANDS, type ChatCommand } from '../../../renderer/talk/chat-commands.ts'

const offered: readonly ChatCommand[] = CHAT_COMMANDS
const known = commandsFor(true).filter(({ id }) => id !== 'ask')

test('every command of the engine is offered, with its variants, where it works', () => {
  const shape = (id: string, variants: readonly string[], atPlace: boolean) => ({ id, variants, atPlace })
  const byId = (a: { id: string }, b: { id: string }): number => a.id.localeCompare(b.id)
  expect(
    offered.map(({ id, variants = [], atPlace = false }) => shape(id, variants, atPlace)).toSorted(byId),
  ).toEqual(known.map(({ id, variants, on }) => shape(id, variants, on === 'place')).toSorted(byId))
})

test('every command and variant has a name', () => {
  const keys = offered.flatMap(({ id, variants = [] }) => [
    `ask-${id}`,
    ...variants.map((variant) => `ask-${id}-${variant}`),
  ])
  expect(Object.keys(en.talk)).toEqual(expect.arrayContaining(keys))
  expect(Object.keys(zhCN.talk)).toEqual(expect.arrayContaining(keys))
})
