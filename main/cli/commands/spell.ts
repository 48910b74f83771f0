// arcwright spell and arcwright dictionary: unknown words of the book, and the project's own words.
import path from 'node:path'
import { findNodes } from '../named-nodes.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'

export const spellCommand = toCommand({
  name: 'spell',
  description: 'list the words that no dictionary knows',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    scenes: { type: 'string', description: 'only in these: ids or whole titles, with commas between' },
    suggest: { type: 'boolean', description: 'with what may have been meant', default: false },
    dictionary: {
      type: 'string',
      description:
        'check with this one from now on, with --scenes only these, e.g. en-GB; "none" checks nothing, "auto" by the language',
    },
    limit: { type: 'string', description: 'words to show', default: '100' },
  },
  async run(options, engine, terminal) {
    await engine.project.open({ path: path.resolve(options.project) })
    const tree = await engine.binder.tree()
    if (options.dictionary !== undefined) {
      const chosen = { none: '', auto: null }[options.dictionary]
      const dictionary = chosen === undefined ? options.dictionary : chosen
      const nodes = options.scenes === undefined ? [undefined] : findNodes(tree, options.scenes)
      for (const nodeId of nodes)
        await engine.spell.choose({ dictionary, ...(nodeId === undefined ? {} : { nodeId }) })
    }
    const { project, dictionaries } = await engine.spell.state()
    const words = await engine.spell.review(
      options.scenes === undefined ? {} : { within: findNodes(tree, options.scenes) },
    )
    const shown = await Promise.all(
      words.slice(0, numberFrom('limit', options.limit) ?? 100).map(async (each) => {
        const [first] = each.places
        if (!options.suggest || !first) return each
        return { ...each, suggestions: await engine.spell.suggest({ nodeId: first.nodeId, word: each.word }) }
      }),
    )
    for (const { word, count, ...rest } of shown)
      terminal.say(`${word} (${count})${'suggestions' in rest ? `: ${rest.suggestions.join(', ')}` : ''}`)
    terminal.say(
      project === ''
        ? 'checked with no dictionary'
        : `${words.length} unknown words, checked with ${project}`,
    )
    return { dictionary: project, dictionaries, total: words.length, words: shown }
  },
})

export const dictionaryCommand = toCommand({
  name: 'dictionary',
  description: "the project's own words, which are always right",
  args: {
    act: { type: 'positional', description: 'list, add, remove', required: true },
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    words: { type: 'positional', description: 'words, with commas between', required: false },
  },
  async run(options, engine, terminal) {
    await engine.project.open({ path: path.resolve(options.project) })
    const given = (options.words ?? '')
      .split(',')
      .flatMap((word) => (word.trim() === '' ? [] : [word.trim()]))
    const change = { add: engine.spell.add, remove: engine.spell.remove }[options.act]
    if (!change && options.act !== 'list') throw new UsageError('say list, add or remove')
    if (change && given.length === 0) throw new UsageError('say which words, with commas between')
    const { words } = change ? await change({ words: given }) : await engine.spell.state()
    for (const word of words) terminal.say(word)
    return { words }
  },
})
