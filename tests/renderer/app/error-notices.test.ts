// A failed call in the writer's language: its code in words, what exactly it was, and English only for those who look.
import { ORPCError } from '@orpc/client'
import i18next from 'i18next'
import { afterEach, expect, test } from 'vitest'
import { noticesStore, notifyError } from '../../../renderer/app/notices-store.ts'
import { en, zhCN } from '../../../renderer/locales/index.ts'

afterEach(async () => {
  noticesStore.setState({ notices: [] })
  await i18next.changeLanguage('en')
})

const failed = (code: string, message: string, data: Record<string, string> = {}, defined = true) =>
  new ORPCError(code, { defined, message, data })

const shown = (error: unknown) => {
  noticesStore.setState({ notices: [] })
  notifyError(error)
  const [{ message, detail, said }] = noticesStore.getState().notices
  return { message, detail, said }
}

const MISPLACED = failed('BAD_INPUT', 'A part or chapter cannot be moved into itself.')

test('says in English what the engine said, below the words of its code', () => {
  expect(shown(MISPLACED)).toEqual({
    message: en.errors.BAD_INPUT,
    detail: 'A part or chapter cannot be moved into itself.',
    said: undefined,
  })
})

test('says the same in Chinese', async () => {
  await i18next.changeLanguage('zh-CN')
  expect(shown(MISPLACED)).toEqual({
    message: zhCN.errors.BAD_INPUT,
    detail: '卷或章不能移到它自己里面。',
    said: undefined,
  })
})

test('folds away what has no Chinese words, and what nobody foresaw in any language', async () => {
  const strange = failed('BAD_INPUT', 'A comet struck. Nothing was changed.')
  expect(shown(strange).detail).toBe('A comet struck. Nothing was changed.')
  expect(shown(new TypeError('x is undefined'))).toEqual({
    message: en.errors.INTERNAL,
    detail: undefined,
    said: 'x is undefined',
  })
  expect(shown(failed('BAD_REQUEST', 'Input validation failed', {}, false))).toEqual({
    message: en.errors.BAD_INPUT,
    detail: undefined,
    said: 'Input validation failed',
  })
  await i18next.changeLanguage('zh-CN')
  expect(shown(strange)).toEqual({
    message: zhCN.errors.BAD_INPUT,
    detail: undefined,
    said: 'A comet struck. Nothing was changed.',
  })
})

test('says a trouble that has words of its own once, with what the program itself reported for those who look', async () => {
  await i18next.changeLanguage('zh-CN')
  const error = failed('MODEL_FAILED', 'The model stopped, perhaps for want of memory.', {
    trouble: 'gone',
    detail: 'ended with SIGKILL',
  })
  expect(shown(error)).toEqual({
    message: zhCN.errors['MODEL_FAILED-gone'],
    detail: undefined,
    said: 'ended with SIGKILL',
  })
})
