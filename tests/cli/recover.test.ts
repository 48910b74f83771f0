// arcwright check and recover: a damaged file is told by its exit and its words, and what can be read is saved.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createProjectFile } from '../../engine/store/create-project.ts'
import { FACTS, tempFolder, textOf } from '../helpers/temp-project.ts'
import { arcwright } from './terminal.ts'

test('a damaged project is checked, recovered, and the new one is whole', { timeout: 240_000 }, async () => {
  const folder = tempFolder()
  const path = join(folder, 'book.arcwright')
  createProjectFile(path, FACTS, {
    fill: ({ binder }) =>
      binder.create({ kind: 'scene', title: 'One', text: textOf(['Kept words.']) }, { parentId: null }),
  })
  expect((await arcwright(folder, 'check', path, '--json')).json).toMatchObject({ ok: true, whole: true })
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.fill(0xa5, 0, 4096))
  expect((await arcwright(folder, 'info', path, '--json')).json).toMatchObject({ ok: false })
  const out = join(folder, 'new.arcwright')
  expect((await arcwright(folder, 'recover', path, '--out', out, '--json')).json).toMatchObject({
    ok: true,
    items: [{ kind: 'scene', title: 'One', state: 'whole', words: 2 }],
  })
  expect((await arcwright(folder, 'check', out, '--json')).json).toMatchObject({ whole: true })
})
