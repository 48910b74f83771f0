import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { unsealed } from '../helpers/seal-lock.ts'

it('lets npm 10 install the prebuilt SQLite instead of compiling it (npm run lock repairs this)', () => {
  expect(unsealed()).toEqual([])
})

it('names no registry', () => {
  expect(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')).not.toContain(
    '"resolved"',
  )
})
