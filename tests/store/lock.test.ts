// One writer at a time, across processes: the lock ends with its process, however that ends.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createProjectFile } from '../../engine/store/create-project.ts'
import { openProjectStore } from '../../engine/store/open-project.ts'
import { FACTS, tempFolder, tempProject } from '../helpers/temp-project.ts'
import { startSecondProcess } from './second-process.ts'

const newProject = (): string => {
  const path = join(tempFolder(), 'book.arcwright')
  createProjectFile(path, FACTS)
  return path
}

test('a project that is open here cannot be opened by another process', async () => {
  const { path } = tempProject()
  const second = startSecondProcess('hold', path)
  expect(await second.line(0)).toMatchObject({ failed: 'PROJECT_LOCKED' })
})

test('the second opener learns who has it and since when, and may open it once that one has closed it', async () => {
  const path = newProject()
  const before = Date.now()
  const second = startSecondProcess('hold', path)
  await second.line(0)
  const open = (): unknown => openProjectStore(path)
  expect(open).toThrow(expect.objectContaining({ code: 'PROJECT_LOCKED' }) as Error)
  try {
    open()
  } catch (error) {
    const { detail } = error as { detail: { pid: number; host: string; since: number } }
    expect(detail).toMatchObject({ pid: second.child.pid, host: hostname() })
    expect(detail.since).toBeGreaterThanOrEqual(before)
  }
  second.child.stdin!.end()
  await second.exited
  expect(existsSync(`${path}.lock`)).toBe(false)
  openProjectStore(path).close()
})

test('a killed holder leaves its note but no lock', async () => {
  const path = newProject()
  const second = startSecondProcess('hold', path)
  await second.line(0)
  second.child.kill('SIGKILL')
  await second.exited
  expect(existsSync(`${path}.lock`)).toBe(true)
  const store = openProjectStore(path)
  expect(JSON.parse(readFileSync(`${path}.lock`, 'utf8'))).toMatchObject({ pid: process.pid })
  store.close()
})

test('a note that was removed, garbled or left by someone else neither opens nor closes anything', async () => {
  const path = newProject()
  writeFileSync(`${path}.lock`, JSON.stringify({ pid: process.pid, host: 'elsewhere', since: 1 }))
  openProjectStore(path).close()
  const second = startSecondProcess('hold', path)
  await second.line(0)
  writeFileSync(`${path}.lock`, 'garbled')
  expect(() => openProjectStore(path)).toThrow(/already open/)
  rmSync(`${path}.lock`)
  expect(() => openProjectStore(path)).toThrow(/already open/)
})

test('of many processes that open at once after a crash, exactly one gets the project', async () => {
  const path = newProject()
  const crashed = startSecondProcess('hold', path)
  await crashed.line(0)
  crashed.child.kill('SIGKILL')
  await crashed.exited
  const rivals = Array.from({ length: 5 }, () => startSecondProcess('hold', path))
  const answers = await Promise.all(rivals.map((rival) => rival.line(0)))
  expect(answers.filter((answer) => answer.opened === true)).toHaveLength(1)
  expect(answers.filter((answer) => answer.failed === 'PROJECT_LOCKED')).toHaveLength(4)
})
