// The spelling thread: reads dictionaries once and answers which words they know, and what may have been meant.
import { readFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { createHunspellFromStrings, type Hunspell } from 'hunspell-wasm'
import type { DictionarySource } from '../../domain/spelling.ts'
import { plainWord } from './spell-words.ts'

export type SpellTask =
  | { readonly kind: 'check'; readonly dictionary: DictionarySource; readonly words: readonly string[] }
  | { readonly kind: 'suggest'; readonly dictionary: DictionarySource; readonly word: string }

/** Of a check: the words that are wrong. Of a wish for suggestions: those, best first. */
export type SpellAnswer = readonly string[]

interface Loaded {
  readonly hunspell: Hunspell
  /** Every word is asked for once. */
  readonly known: Map<string, boolean>
}

const MOST_SUGGESTIONS = 7
const MOST_REMEMBERED = 200_000

/** Dictionaries in older encodings say so in their affix file; here all of them are UTF-8. */
const readDictionary = ({ aff, dic }: DictionarySource): readonly [aff: string, dic: string] => {
  const affBytes = readFileSync(aff)
  const encoding = /^SET\s+(\S+)/mu.exec(affBytes.toString('latin1'))?.[1] ?? 'ISO8859-1'
  if (/^utf-?8$/iu.test(encoding)) return [affBytes.toString('utf8'), readFileSync(dic, 'utf8')]
  const decoder = new TextDecoder(
    encoding.replace(/^ISO8859-/iu, 'iso-8859-').replace(/^microsoft-cp/iu, 'windows-'),
  )
  const text = decoder.decode(affBytes)
  const head = /^FLAG\s/mu.test(text) ? 'SET UTF-8' : 'SET UTF-8\nFLAG UTF-8'
  const withHead = /^SET\s/mu.test(text) ? text.replace(/^SET\s+\S+/mu, head) : `${head}\n${text}`
  return [withHead, decoder.decode(readFileSync(dic))]
}

const dictionaries = new Map<string, Promise<Loaded>>()

const load = (source: DictionarySource): Promise<Loaded> => {
  const before = dictionaries.get(source.dic)
  if (before) return before
  const loading = createHunspellFromStrings(...readDictionary(source)).then((hunspell) => ({
    hunspell,
    known: new Map<string, boolean>(),
  }))
  dictionaries.set(source.dic, loading)
  loading.catch(() => dictionaries.delete(source.dic))
  return loading
}

const isRight = ({ hunspell, known }: Loaded, word: string): boolean => {
  const before = known.get(word)
  if (before !== undefined) return before
  if (known.size > MOST_REMEMBERED) known.clear()
  const right = hunspell.testSpelling(word)
  known.set(word, right)
  return right
}

const answer = async (task: SpellTask): Promise<SpellAnswer> => {
  const loaded = await load(task.dictionary)
  switch (task.kind) {
    case 'check':
      return task.words.filter((word) => !isRight(loaded, plainWord(word)))
    case 'suggest':
      return loaded.hunspell.getSpellingSuggestions(plainWord(task.word)).slice(0, MOST_SUGGESTIONS)
  }
}

parentPort?.on('message', (task: SpellTask) => {
  answer(task).then(
    (value) => parentPort?.postMessage({ kind: 'done', value }),
    (error: unknown) =>
      parentPort?.postMessage({
        kind: 'failed',
        code: 'FILE_UNREADABLE',
        message: 'This dictionary could not be read. Spelling is not checked with it; choose another.',
        detail: { dictionary: task.dictionary.id, reason: String(error) },
      }),
  )
})
