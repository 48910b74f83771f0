// spell.*: joins the dictionaries of the machine with the project's own words and the names of its cast.
import { namesOf } from '../domain/cast/names-of.ts'
import { EngineError } from '../domain/errors.ts'
import type { DictionarySource, Misspelling } from '../domain/spelling.ts'
import { findDictionaries } from '../text/spell/find-dictionaries.ts'
import { plainWord, spellWords } from '../text/spell/spell-words.ts'
import { act } from './act.ts'
import type { OpenProject, RequestContext } from './context.ts'
import { os, projectOf } from './os.ts'
import { piecesInScope, refreshIndex } from './search-index.ts'

const MOST_PLACES = 100
/** Words of one call to the thread: so that other calls get in between. */
const LOT = 20_000

/** Chinese needs none; what is not chosen follows the language of the title page. */
const DEFAULTS: Readonly<Record<string, string>> = { en: 'en', zh: '' }

const idFor = ({ store }: OpenProject, nodeId: string | undefined): string =>
  (nodeId === undefined ? null : store.spelling.choice(nodeId)) ??
  store.spelling.choice(null) ??
  DEFAULTS[store.project.get().language] ??
  ''

const sourceFor = (context: RequestContext, nodeId: string | undefined): DictionarySource | null => {
  const id = idFor(projectOf(context), nodeId)
  return findDictionaries(context.engine.dataDir).find((source) => source.id === id) ?? null
}

const stateOf = (context: RequestContext) => {
  const project = projectOf(context)
  return {
    dictionaries: findDictionaries(context.engine.dataDir).map(({ id, isBundled }) => ({ id, isBundled })),
    project: idFor(project, undefined),
    chosen: project.store.spelling.choice(null),
    words: project.store.spelling.words(),
  }
}

/** Words that are right here whatever a dictionary says: the project's own, and the names of the cast. */
const ownWords = ({ store }: OpenProject): ReadonlySet<string> => {
  const names = store.characters.list().flatMap(namesOf)
  const words = [
    ...store.spelling.words(),
    ...names.flatMap((name) => spellWords(name).map(({ word }) => word)),
  ]
  return new Set(words.map((word) => plainWord(word).toLowerCase()))
}

const isOwn = (own: ReadonlySet<string>, word: string): boolean => {
  const plain = plainWord(word).toLowerCase()
  return own.has(plain) || own.has(plain.replace(/'s$|'$/u, ''))
}

const wrongWords = async (
  { engine }: RequestContext,
  dictionary: DictionarySource,
  words: readonly string[],
): Promise<ReadonlySet<string>> => {
  const wrong = new Set<string>()
  for (let at = 0; at < words.length; at += LOT) {
    const lot = words.slice(at, at + LOT)
    for (const word of await engine.speller.run({ kind: 'check', dictionary, words: lot })) wrong.add(word)
  }
  return wrong
}

const check = async (
  context: RequestContext,
  nodeId: string | undefined,
  texts: readonly string[],
): Promise<Misspelling[][]> => {
  const dictionary = sourceFor(context, nodeId)
  if (!dictionary) return texts.map(() => [])
  const own = ownWords(projectOf(context))
  const spans = texts.map((text) => spellWords(text).filter(({ word }) => !isOwn(own, word)))
  const words = [...new Set(spans.flat().map(({ word }) => word))]
  const wrong = await wrongWords(context, dictionary, words)
  return spans.map((found) => found.filter(({ word }) => wrong.has(word)))
}

const review = async (context: RequestContext, within: readonly string[] | undefined) => {
  const { store } = projectOf(context)
  await refreshIndex(store)
  const pieces = piecesInScope(store, { within, fields: ['text', 'footnote', 'caption'] })
  const found = new Map<
    string,
    { count: number; places: { nodeId: string; blockId: string; from: number; to: number }[] }
  >()
  // A scene may have a dictionary of its own.
  for (const [nodeId, own] of Map.groupBy(pieces, (piece) => piece.nodeId)) {
    const wrong = await check(
      context,
      nodeId,
      own.map(({ text }) => text),
    )
    wrong.forEach((spans, index) => {
      for (const { word, from, to } of spans) {
        const entry = found.get(word) ?? { count: 0, places: [] }
        entry.count += 1
        if (entry.places.length < MOST_PLACES)
          entry.places.push({ nodeId, blockId: own[index].blockId, from, to })
        found.set(word, entry)
      }
    })
  }
  return [...found]
    .map(([word, entry]) => ({ word, ...entry }))
    .sort((a, b) => b.count - a.count || a.word.localeCompare(b.word))
}

export const spellRouter = {
  state: os.spell.state.handler(({ context }) => stateOf(context)),

  choose: os.spell.choose.handler(({ input: { nodeId, dictionary }, context }) => {
    const project = projectOf(context)
    const isKnown = findDictionaries(context.engine.dataDir).some(({ id }) => id === dictionary)
    if (dictionary !== null && dictionary !== '' && !isKnown)
      throw new EngineError('NOT_FOUND', 'There is no such dictionary here. Nothing was changed.', {
        dictionary,
      })
    act(project, 'spell.choose', [{ kind: 'spelling' }], () =>
      project.store.spelling.choose(nodeId ?? null, dictionary),
    )
    return stateOf(context)
  }),

  add: os.spell.add.handler(({ input: { words }, context }) => {
    const project = projectOf(context)
    act(project, 'spell.add', [{ kind: 'spelling' }], () => {
      for (const word of words) project.store.spelling.add(plainWord(word))
    })
    return stateOf(context)
  }),

  remove: os.spell.remove.handler(({ input: { words }, context }) => {
    const project = projectOf(context)
    act(project, 'spell.remove', [{ kind: 'spelling' }], () => {
      for (const word of words) project.store.spelling.remove(plainWord(word))
    })
    return stateOf(context)
  }),

  check: os.spell.check.handler(({ input: { nodeId, texts }, context }) => check(context, nodeId, texts)),

  suggest: os.spell.suggest.handler(async ({ input: { nodeId, word }, context }) => {
    const dictionary = sourceFor(context, nodeId)
    return dictionary ? [...(await context.engine.speller.run({ kind: 'suggest', dictionary, word }))] : []
  }),

  review: os.spell.review.handler(({ input: { within }, context }) => review(context, within)),
}
