// Passages end where they should: at a sentence, at a word, before a stop, never inside a character.
import { describe, expect, it } from 'vitest'
import { ByteBpeTokenizer } from '../../engine/text/tokenizers/byte-bpe.ts'
import { PassageWriter } from '../../engine/models/passage-writer.ts'

const bytes = ByteBpeTokenizer.fromJson({ kind: 'byte-bpe', merges: [] })

/** Writes a text byte by byte, the hardest way. */
function write(text: string, { words = 100, stop = [] as string[], prompt = '' } = {}) {
  const writer = new PassageWriter(words, stop, prompt)
  const decoder = bytes.decoder()
  let shown = ''
  for (const token of bytes.encode(text)) shown += writer.push(decoder.push(token))
  if (writer.end === null) shown += writer.flush('aborted')
  return { shown, end: writer.end }
}

describe('a passage', () => {
  it('that comes to no end of a sentence ends before the word that is half as many too many, whole words only', () => {
    expect(write('one two three four five six seven', { words: 4 })).toEqual({
      shown: 'one two three four five six',
      end: 'length',
    })
  })
  it('takes the words that its last sentence still needs', () => {
    expect(write('One two three four five. Six seven', { words: 4 })).toEqual({
      shown: 'One two three four five.',
      end: 'sentence',
    })
  })
  it('does not take the point of a title or an initial for the end of a sentence', () => {
    const text = 'She wrote to Mr. John R. Reed and he came. Then'
    expect(write(text, { words: 6 }).shown).toBe('She wrote to Mr. John R. Reed and he')
    expect(write(text, { words: 8 })).toEqual({
      shown: 'She wrote to Mr. John R. Reed and he came.',
      end: 'sentence',
    })
    expect(write('No one is as tall as I. Then he', { words: 8 }).end).toBe('sentence')
  })
  it('counts what continues the prompt’s last word as no new word', () => {
    expect(write('ning two three', { words: 1, prompt: 'begin' }).shown).toBe('ning two')
  })
  it('ends at a sentence once there is enough', () => {
    expect(write('It rained. She left. He “stayed.” Then more', { words: 6 })).toEqual({
      shown: 'It rained. She left. He “stayed.”',
      end: 'sentence',
    })
  })
  it('counts Chinese by character and ends at its full stop', () => {
    expect(write('春眠不觉晓，处处闻啼鸟。夜来', { words: 12 })).toEqual({
      shown: '春眠不觉晓，处处闻啼鸟。',
      end: 'sentence',
    })
    expect(write('春眠不觉晓', { words: 3 }).shown).toBe('春眠不觉')
  })
  it('counts words with apostrophes once', () => {
    expect(write("don't you’ll see this", { words: 2 }).shown).toBe("don't you’ll see")
  })
  it('ends before a stop, also one that arrives in pieces, and shows what only looked like one', () => {
    expect(write('a line\n\nmore', { stop: ['\n\n'] })).toEqual({ shown: 'a line', end: 'stop' })
    expect(write('a line\nmore', { stop: ['\n\n'] })).toEqual({ shown: 'a line\nmore', end: 'aborted' })
  })
})
