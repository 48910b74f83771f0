// What the engine says of errors is said in Chinese too: every sentence in its sources has words, and no words are left over.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterEach, expect, test } from 'vitest'
import { translateMessage } from '../../../renderer/locales/engine-sentence.ts'
import { engineSentences, sayEngine, zhCN } from '../../../renderer/locales/index.ts'
import i18next from 'i18next'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const CHINESE = engineSentences['zh-CN']

const sources = readdirSync(path.join(ROOT, 'engine'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('evals'))
  .map((file) => readFileSync(path.join(ROOT, 'engine', file), 'utf8'))

/** A template with something in each of its gaps. */
const textOf = (node: ts.Expression): string | null => {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return null
  return node.head.text + node.templateSpans.map(({ literal }, at) => `v${at}${literal.text}`).join('')
}

/** Whoever gives a reason or a trouble has words for it among the window's own. */
const isParticular = (detail: ts.Expression | undefined): boolean =>
  detail !== undefined &&
  ts.isObjectLiteralExpression(detail) &&
  detail.properties.some(
    ({ name }) => name && ts.isIdentifier(name) && /^(?:reason|trouble)$/u.test(name.text),
  )

const messages = new Set<string>()
for (const source of sources.filter((text) => text.includes('new EngineError('))) {
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'EngineError') {
      const [, message, detail] = node.arguments ?? []
      const text = message && textOf(message)
      if (text && !isParticular(detail)) messages.add(text)
    }
    node.forEachChild(visit)
  }
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true))
}

afterEach(() => i18next.changeLanguage('en'))

test('every sentence of an error of the engine has Chinese words', () => {
  expect(messages.size).toBeGreaterThan(150)
  const without = [...messages].filter((message) => {
    // What is put in front comes from somebody else’s error.
    const own = message.replace(/^v0\. /u, '')
    return translateMessage(own, CHINESE) === null
  })
  expect(without).toEqual([])
})

test('no Chinese words are left over', () => {
  const all = [
    ...sources,
    readFileSync(path.join(ROOT, 'renderer/engine-client/engine-error.ts'), 'utf8'),
  ].join('\n')
  const parts = (english: string): string[] => english.split(/\{\d\}/u).map((part) => part.trim())
  const lost = Object.keys(CHINESE).filter((english) => !parts(english).every((part) => all.includes(part)))
  expect(lost).toEqual([])
})

test('Chinese words have Chinese punctuation and the values of the English ones', () => {
  for (const [english, said] of Object.entries(CHINESE)) {
    expect(said, english).not.toMatch(/\p{sc=Han}[,;:?!]|\p{sc=Han}\.(?!\w)/u)
    const values = (text: string): string[] => [...text.matchAll(/\{\d\}/gu)].map(([value]) => value).sort()
    expect(values(said), english).toEqual(values(english))
  }
})

test('values stay as they are, unless they have words themselves', async () => {
  expect(sayEngine('A part cannot stand in a scene.')).toBe('A part cannot stand in a scene.')
  await i18next.changeLanguage('zh-CN')
  expect(sayEngine('A part cannot stand in a scene.')).toBe('“卷”不能放在“场景”里面。')
  expect(sayEngine('There is no column “Wann?” in this table. Nothing was imported.')).toBe(
    '表格里没有“Wann?”这一列。没有导入任何内容。',
  )
})

test('a message that is not known whole is not shown by halves', () => {
  expect(translateMessage('Something new happened. Nothing was changed.', CHINESE)).toBeNull()
  expect(translateMessage('constructor', CHINESE)).toBeNull()
  expect(translateMessage('', CHINESE)).toBeNull()
})

test('every code of an error has a sentence of its own in Chinese', () => {
  const said = Object.values(zhCN.errors)
  for (const sentence of said) expect(sentence).toMatch(/\p{sc=Han}.*。$/u)
  expect(new Set(said).size).toBe(said.length)
})
