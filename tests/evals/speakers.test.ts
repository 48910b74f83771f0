// The measure of attribution: what it counts, how a file is written, and that the studio's own scenes can be read.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { scoreSpeakers } from '../../engine/evals/speakers/score-speakers.ts'
import { tempFolder } from '../helpers/temp-project.ts'

const own = (name: string): string =>
  fileURLToPath(new URL(`../../engine/evals/speakers/${name}.jsonl`, import.meta.url))

test('counts what is right, what is answered, and what is not found', () => {
  const file = path.join(tempFolder(), 'set.jsonl')
  const scene = {
    language: 'en',
    cast: [{ name: 'Anne Hale', aliases: ['Anne'] }, { name: 'Tom' }],
    text: '“No,” said Anne.\n\n“Why?” asked Tom.\n\nThe door opened. “Who is there?” a voice called.',
    quotations: [
      ['“No,”', 'Anne'],
      ['“Why?”', 'Anne Hale'],
      ['“Who is there?”', null],
      ['“Never said.”', 'Tom'],
    ],
  }
  writeFileSync(file, `${JSON.stringify(scene)}\n\n`)
  expect(scoreSpeakers(file)).toMatchObject({
    scenes: 1,
    quotations: 4,
    found: 3,
    answered: 2,
    accuracy: 0.5,
    precision: 0.5,
    wrong: ['“Why?” Tom for Anne Hale', '“Never said.” ? for Tom'],
  })
  writeFileSync(file, '{"language":"en"}\n')
  expect(() => scoreSpeakers(file)).toThrow(/Line 1 of .* is no annotated scene/u)
})

test('the studio’s own scenes are found whole, and mostly told rightly', () => {
  for (const name of ['annotated', 'held-out']) {
    const { quotations, found, accuracy } = scoreSpeakers(own(name)) as Record<string, number>
    expect(found).toBe(quotations)
    expect(accuracy).toBeGreaterThan(0.75)
  }
})
