import { describe, expect, it } from 'vitest'
import { loosenKnots } from '../../engine/importers/markdown/loosen-knots.ts'
import { markdownImporter } from '../../engine/importers/markdown/markdown-importer.ts'
import { blockText } from '../../engine/text/plain-text.ts'

const read = async (text: string) => {
  const book = await markdownImporter.read(
    { name: 'knots.md', bytes: new TextEncoder().encode(text) },
    { signal: new AbortController().signal, progress: () => undefined },
  )
  return {
    text: book.sections.flatMap(({ blocks }) => blocks.map(blockText)).join('\n'),
    tangled: book.remarks.find(({ code }) => code === 'tangled')?.count ?? 0,
  }
}

describe('paragraphs whose signs nest beyond all measure', () => {
  it.each([
    ['brackets', `${'['.repeat(20_000)}x${']'.repeat(20_000)}`],
    ['stars', `${'*'.repeat(20_000)}x${'*'.repeat(20_000)}`],
    ['closing stars', 'a* '.repeat(10_000).trim()],
    ['quotes', `${'>'.repeat(20_000)} x`],
    ['numbers', `${'1. '.repeat(10_000)}x`],
  ])('(%s) come in as they stand, and are told', async (_, knot) => {
    const { text, tangled } = await read(`Before *it*.\n\n${knot}\n\nAfter.\n`)
    expect(text.split('\n')[0]).toBe('Before it.')
    expect(text.split('\n').at(-1)).toBe('After.')
    expect(text.split('\n').slice(1, -1).join('\n')).toBe(knot)
    expect(tangled).toBe(1)
  })

  it('leave alone what a book may hold', () => {
    const lines = [
      '[a [b](c) d](e) \\[ f',
      '',
      '*'.repeat(9000),
      '',
      '> > > 1. - deep',
      '',
      Array.from({ length: 500 }, (_, i) => `*a* **b** _c_ ${i}`).join(' '),
      '',
      '```',
      '['.repeat(500),
      '> '.repeat(500),
      '```',
    ]
    expect(loosenKnots(lines)).toEqual({ lines, knots: 0 })
  })
})
