// What is said of words: it goes out to Word and comes back, and is left out, said so, everywhere else.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import type { CommentThread } from '../../engine/domain/comment.ts'
import type { Block, TextNode } from '../../engine/domain/document.ts'
import { compileBook } from '../../engine/exporters/compile-book.ts'
import { docxExporter } from '../../engine/exporters/docx/docx-exporter.ts'
import { exporters } from '../../engine/exporters/exporter-registry.ts'
import { countFeatures } from '../../engine/exporters/features.ts'
import { docxImporter } from '../../engine/importers/docx/docx-importer.ts'
import { commentPlaces } from '../../engine/text/comments/comment-places.ts'
import { plain } from './round-trip.ts'
import { book, chapter, exported, paragraph, scene } from './snapshots.ts'

const about = (text: string, ...comments: string[]): TextNode => ({ type: 'text', text, comments })
const at = Date.UTC(2026, 2, 1, 10)
const thread = (id: string, resolved: boolean, ...said: [author: string, text: string][]): CommentThread => ({
  id,
  sceneId: 's',
  quote: '',
  createdAt: at,
  resolvedAt: resolved ? at : null,
  messages: said.map(([author, text], index) => ({
    id: `${id}${index}`,
    author,
    text,
    at: at + index * 60_000,
    editedAt: null,
  })),
})

const blocks: Block[] = [
  paragraph(
    'The ',
    about('lamp ', 'a'),
    { ...about('was', 'a', 'b'), marks: [{ type: 'bold' }] },
    about(' lit', 'b'),
    '.',
  ),
  paragraph(
    'She ',
    about('waited', 'c'),
    { type: 'footnote', attrs: { text: 'Long.' } },
    about(' there.', 'c'),
  ),
  paragraph(about('Then nothing.', 'c'), ' 灯。'),
]
const threads = [
  thread('a', false, ['', 'Which lamp?'], ['Ed', 'The green one.\nOr the red.']),
  thread('b', true, ['Ed', 'Lit by whom?']),
  thread('c', false, ['', '太长了 <b>&']),
  thread('gone', false, ['', 'About words that are not there.']),
]
const novel = (said = threads) =>
  book([chapter('One', scene('', ...blocks))], { comments: new Map(said.map((each) => [each.id, each])) })

const read = (bytes: Uint8Array) =>
  docxImporter.read(
    { name: 'b.docx', bytes },
    { signal: new AbortController().signal, progress: () => undefined },
  )
const back = async (said = threads) => {
  const found = await read((await exported(docxExporter, novel(said))).bytes)
  const text = found.sections.flatMap((section) => section.blocks)
  return { ...found, text, places: commentPlaces({ type: 'doc', content: text }) }
}

test('threads go out to Word and come back with their words, answers, authors, times and states', async () => {
  const { comments = [], places, text, remarks } = await back()
  expect(remarks).toEqual([])
  expect(text.map(plain)).toEqual(blocks.map(plain))
  expect(comments.map(({ key, resolved, messages }) => [places.get(key)?.quote, resolved, messages])).toEqual(
    [
      [
        'lamp was',
        false,
        [
          { author: '', text: 'Which lamp?', at },
          { author: 'Ed', text: 'The green one.\nOr the red.', at: at + 60_000 },
        ],
      ],
      ['was lit', true, [{ author: 'Ed', text: 'Lit by whom?', at }]],
      ['waited there.\nThen nothing.', false, [{ author: '', text: '太长了 <b>&', at }]],
    ],
  )
})

test('which threads are settled is kept also where nobody answered', async () => {
  const { comments = [] } = await back(threads.slice(1, 3))
  expect(comments.map(({ resolved }) => resolved)).toEqual([true, false])
})

test('the file is the same bytes every time', async () => {
  const bytes = async () => (await exported(docxExporter, novel())).bytes
  expect(await bytes()).toEqual(await bytes())
})

test('a comment of Word without words of its own is about the word before it', async () => {
  const files = unzipSync((await exported(docxExporter, novel(threads.slice(2, 3)))).bytes)
  const xml = strFromU8(files['word/document.xml'])
  files['word/document.xml'] = strToU8(
    xml.replace(/<w:commentRange(?:Start|End)[^>]*\/>/gu, '').replace('waited', 'waited long'),
  )
  const found = await read(zipSync(files))
  const places = commentPlaces({ type: 'doc', content: found.sections.flatMap((each) => each.blocks) })
  expect(found.comments?.map(({ key }) => places.get(key)?.quote)).toEqual(['nothing.'])
})

test('comments that belong together in circles, without texts or with broken dates hang nothing', async () => {
  const files = unzipSync((await exported(docxExporter, novel())).bytes)
  files['word/commentsExtended.xml'] = strToU8(
    strFromU8(files['word/commentsExtended.xml']).replace(
      /w15:paraId="00000001"/u,
      'w15:paraId="00000001" w15:paraIdParent="00000002"',
    ),
  )
  files['word/comments.xml'] = strToU8(
    strFromU8(files['word/comments.xml']).replaceAll(/w:date="[^"]*"/gu, 'w:date="yesterday"'),
  )
  const { comments = [] } = await read(zipSync(files))
  expect(comments.length).toBeGreaterThan(0)
  expect(comments.every(({ messages }) => messages.every(({ at: time }) => time === 0))).toBe(true)
})

test('every other format leaves them out and the words whole, and the loss is counted once a thread', () => {
  const counted = countFeatures(novel())
  expect(counted).toContainEqual({ feature: 'comment', count: 3 })
  for (const { id, options } of exporters) {
    const heeds = options.some(({ key }) => key === 'comments')
    expect([id, heeds]).toEqual([id, id === 'docx'])
  }
  const bare = compileBook(novel(), {})
  expect(JSON.stringify(bare.nodes)).not.toContain('comments')
  expect(bare.nodes[0]?.children[0]?.document?.content.map(plain)).toEqual(blocks.map(plain))
})
