// Both languages say the same things; every error of the contract has words; nothing visible is written into components.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { ERROR_CODES } from '../../../engine/domain/errors.ts'
import { exporters } from '../../../engine/exporters/exporter-registry.ts'
import { listModels } from '../../../engine/models/registry.ts'
import { PRESETS } from '../../../engine/models/types.ts'
import { en, modelWords, zhCN } from '../../../renderer/locales/index.ts'

const RENDERER = fileURLToPath(new URL('../../../renderer', import.meta.url))
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort()

const isSingular = (key: string): boolean => key.endsWith('_one')

describe.each(Object.keys(en) as (keyof typeof en)[])('the words of %s', (name) => {
  const english: Readonly<Record<string, string>> = en[name]
  const chinese: Readonly<Record<string, string>> = zhCN[name]

  test('have the same keys in both languages, the singular aside, which Chinese does not have', () => {
    const keysOf = (words: Readonly<Record<string, string>>): string[] =>
      Object.keys(words)
        .filter((key) => !(isSingular(key) && key.replace(/_one$/u, '_other') in words))
        .sort()
    expect(keysOf(chinese)).toEqual(keysOf(english))
  })

  test('use the same values in both languages', () => {
    // A singular may say “one” in words.
    for (const key of Object.keys(english).filter((each) => !isSingular(each)))
      expect(placeholders(chinese[key] ?? ''), key).toEqual(placeholders(english[key] ?? ''))
  })

  test('use Chinese punctuation between Chinese characters', () => {
    for (const [key, text] of Object.entries(chinese))
      expect(text, key).not.toMatch(/\p{sc=Han}[,;:?!]|\p{sc=Han}\.(?!\w)/u)
  })
})

test('every model, preset and setting of the engine has Chinese words', () => {
  const keys = listModels().flatMap(({ id, settings }) => [
    `model-${id}`,
    ...PRESETS.map((preset) => `preset-${preset}`),
    ...settings.flatMap(({ key }) => [`field-${key}`, `why-${key}`]),
  ])
  expect(new Set(keys)).toEqual(new Set(Object.keys(modelWords['zh-CN'])))
})

test('every option of every export, and what can be chosen, has words', () => {
  const keys = exporters.flatMap(({ options }) =>
    options.flatMap(({ key, choices = [] }) => [
      `option-${key}`,
      ...choices.map(({ value }) => `choice-${value}`),
    ]),
  )
  expect(Object.keys(en.transfer)).toEqual(expect.arrayContaining([...new Set(keys)]))
})

test('every error code has words', () => {
  expect(Object.keys(en.errors)).toEqual(expect.arrayContaining([...ERROR_CODES, 'INTERNAL']))
})

test('components hold no visible words of their own', () => {
  const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.tsx'),
  )
  expect(files.length).toBeGreaterThan(20)
  const found = files.flatMap((file) => {
    const source = readFileSync(path.join(RENDERER, file), 'utf8')
    // Text between tags, and the attributes that are spoken or shown. Names of keys are the same in every language.
    const texts = [
      ...source.matchAll(/^\s+([A-Z][a-z]+(?: [a-z]+)+[.!?]?)$/gm),
      ...source.matchAll(/(?:aria-label|placeholder|title|label)="([^"]*[A-Za-z]{2,}[^"]*)"/g),
    ]
    return texts.map((match) => `${file}: ${match[1]}`)
  })
  expect(found).toEqual([])
})
