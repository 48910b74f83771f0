// Risky places: synchronised folders by name and by mark, other computers' disks by the table of mounts, a full disk.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { networkSystemOf, placeRisks, syncServiceOf } from '../../engine/services/place-risks.ts'
import { tempFolder } from '../helpers/temp-project.ts'
import { newProject, startStudio } from './studio-client.ts'

test.each([
  ['/home/a/Dropbox/book.arcwright', 'Dropbox'],
  ['/home/a/Dropbox (Personal)/novel/book.arcwright', 'Dropbox'],
  ['C:\\Users\\a\\OneDrive - Firm\\book.arcwright', 'OneDrive'],
  ['/Users/a/Library/Mobile Documents/com~apple~CloudDocs/book.arcwright', 'iCloud Drive'],
  ['/Users/a/Library/CloudStorage/GoogleDrive-a@b.c/My Drive/book.arcwright', 'Google Drive'],
  ['/home/a/Nextcloud/book.arcwright', 'Nextcloud'],
  ['/home/a/Documents/Dropbox.arcwright', null],
  ['/home/a/Boxes/book.arcwright', null],
])('%s is kept in step by %s', (path, service) => {
  expect(syncServiceOf(path)).toBe(service)
})

test('a folder is known by what Syncthing leaves in it, however deep the project lies', () => {
  const folder = tempFolder()
  mkdirSync(join(folder, '.stfolder'))
  mkdirSync(join(folder, 'a', 'b'), { recursive: true })
  expect(syncServiceOf(join(folder, 'a', 'b', 'book.arcwright'))).toBe('Syncthing')
})

test('a disk of another computer is told by its mount, the innermost one', () => {
  const mounts = [
    '/dev/sda1 / ext4 rw 0 0',
    'server:/home /mnt/server nfs4 rw 0 0',
    '/dev/sdb1 /mnt/server/local ext4 rw 0 0',
    '//nas/books /mnt/my\\040books cifs rw 0 0',
  ].join('\n')
  expect(networkSystemOf('/home/a/book.arcwright', mounts)).toBe(null)
  expect(networkSystemOf('/mnt/server/book.arcwright', mounts)).toBe('nfs4')
  expect(networkSystemOf('/mnt/server/local/book.arcwright', mounts)).toBe(null)
  expect(networkSystemOf('/mnt/my books/book.arcwright', mounts)).toBe('cifs')
  expect(networkSystemOf('/mnt/serverless/book.arcwright', mounts)).toBe(null)
  expect(networkSystemOf('\\\\nas\\books\\book.arcwright', '')).toBe('UNC')
})

test('on macOS by what `mount` lists, blanks and all, on Windows by the letters of `net use`', () => {
  const mac = [
    '/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)',
    '/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)',
    '//anna@nas._smb._tcp.local/My%20books on /Volumes/My books (smbfs, nodev, nosuid, mounted by anna)',
    'nas:/export/home on /Volumes/home (nfs, nodev, nosuid)',
    '/dev/disk4s1 on /Volumes/USB (Red) (msdos, local, nodev, nosuid)',
    'https://cloud.example/dav/ on /Volumes/dav (webdav, nodev, noexec, nosuid, mounted by anna)',
  ].join('\n')
  expect(networkSystemOf('/Users/anna/book.arcwright', mac)).toBe(null)
  expect(networkSystemOf('/Volumes/My books/a/book.arcwright', mac)).toBe('smbfs')
  expect(networkSystemOf('/Volumes/home/book.arcwright', mac)).toBe('nfs')
  expect(networkSystemOf('/Volumes/USB (Red)/book.arcwright', mac)).toBe(null)
  expect(networkSystemOf('/Volumes/dav/book.arcwright', mac)).toBe('webdav')
  const windows = [
    'New connections will be remembered.',
    '',
    'Status       Local     Remote                    Network',
    '-------------------------------------------------------------------------------',
    'OK           Z:        \\\\nas\\books               Microsoft Windows Network',
    '                       \\\\nas\\other               Microsoft Windows Network',
    'The command completed successfully.',
  ].join('\r\n')
  expect(networkSystemOf('Z:\\novel\\book.arcwright', windows)).toBe('UNC')
  expect(networkSystemOf('C:\\Users\\anna\\book.arcwright', windows)).toBe(null)
})

test('a project tells of the place where it lies, and of another computer that left its note', async () => {
  const { folder, window } = startStudio()
  const desk = window()
  mkdirSync(join(folder, 'Dropbox'))
  const path = await newProject(desk, join(folder, 'Dropbox'))
  await desk.client.project.close()
  writeFileSync(`${path}.lock`, JSON.stringify({ pid: 7, host: 'the-other-desk', since: 5 }))
  await desk.client.project.open({ path })
  const { warnings } = await desk.client.safety.health()
  expect(warnings).toContainEqual({ kind: 'synced', service: 'Dropbox' })
  expect(warnings).toContainEqual({ kind: 'open-elsewhere', host: 'the-other-desk', since: 5 })
})

test('a place that cannot be looked at is no risk', async () => {
  expect(await placeRisks('/nowhere/at/all/book.arcwright')).toEqual([])
})
