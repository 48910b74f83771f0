// What is risky about where a project lies: folders that another program copies about, disks of other computers, a disk
// that is nearly full. Looks only; what is to be done is said to the writer.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

const run = promisify(execFile)

export type PlaceRisk =
  | { readonly kind: 'synced'; readonly service: string }
  | { readonly kind: 'network'; readonly system: string }
  | { readonly kind: 'nearly-full'; readonly freeBytes: number }

/** By a folder's name. The first that matches names the service. */
const BY_NAME: readonly (readonly [pattern: RegExp, service: string])[] = [
  [/^Dropbox( \(.+\))?$/i, 'Dropbox'],
  [/^OneDrive( - .+)?$/i, 'OneDrive'],
  [/^(Mobile Documents|iCloudDrive|iCloud Drive|com~apple~CloudDocs)$/i, 'iCloud Drive'],
  [/^(Google ?Drive|GoogleDrive-.+)$/i, 'Google Drive'],
  [/^Nextcloud$/i, 'Nextcloud'],
  [/^ownCloud$/i, 'ownCloud'],
  [/^(Box|Box Sync)$/, 'Box'],
  [/^pCloudDrive$/i, 'pCloud'],
  [/^CloudStorage$/, 'cloud storage'],
]

/** By what the service leaves in the folder that it keeps. */
const BY_MARK: readonly (readonly [pattern: RegExp, service: string])[] = [
  [/^\.stfolder/, 'Syncthing'],
  [/^\.dropbox(\.cache)?$/, 'Dropbox'],
  [/^\.nextcloudsync\.log$|^\.sync_[0-9a-f]+\.db$|^\._sync_[0-9a-f]+\.db$/, 'Nextcloud'],
  [/^\.owncloudsync\.log$/, 'ownCloud'],
  [/^\.tmp\.drivedownload$|^\.tmp\.driveupload$/, 'Google Drive'],
]

const MOST_FOLDERS = 64

const ancestors = (path: string): readonly string[] => {
  const found: string[] = []
  for (let folder = dirname(path); found.length < MOST_FOLDERS; folder = dirname(folder)) {
    found.push(folder)
    if (dirname(folder) === folder) break
  }
  return found
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** @param path in full. */
export const syncServiceOf = (path: string): string | null => {
  const parts = path.split(/[\\/]+/).slice(0, -1)
  // The innermost folder says it best: a cloud folder's own name below the system's CloudStorage.
  for (const part of parts.toReversed()) {
    const named = BY_NAME.find(([pattern]) => pattern.test(part))
    if (named) return named[1]
  }
  for (const folder of ancestors(path).filter((each) => existsSync(each))) {
    const names = namesIn(folder).filter((name) => name.startsWith('.'))
    const marked = BY_MARK.find(([pattern]) => names.some((name) => pattern.test(name)))
    if (marked) return marked[1]
  }
  return null
}

const NETWORK_TYPES =
  /^(nfs4?|webdav|afpfs|cifs|smb3|smbfs|afs|ncpfs|9p|ceph|glusterfs|fuse\.(sshfs|rclone|davfs2?|glusterfs|s3fs|gvfsd-fuse)|davfs2?)$/

/** A path in the table of mounts has its blanks written as octal numbers. */
const unescape = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))

/** A line of /proc/mounts, or of macOS's `mount`: `//a@nas/books on /Volumes/books (smbfs, nodev, mounted by a)`. */
const mountOf = (line: string): readonly [place: string, type: string] => {
  const mac = / on (\/.*) \(([^,)]+)[^)]*\)$/.exec(line)
  if (mac) return [mac[1] ?? '', mac[2] ?? '']
  const [, at = '', kind = ''] = line.split(' ')
  return [unescape(at), kind]
}

/** The letters that Windows gives to other computers' folders, as `net use` lists them. */
const windowsDriveOf = (path: string, drives: string): boolean => {
  const [letter] = /^[A-Za-z]:/.exec(path) ?? []
  return (
    letter !== undefined &&
    drives.split(/\r?\n/).some((line) => new RegExp(`\\s${letter}\\s+\\\\\\\\`, 'i').test(line))
  )
}

/**
 * @param mounts as /proc/mounts has them, or macOS's `mount`, or Windows' `net use`.
 * @returns the type of the file system if it is another computer's.
 */
export const networkSystemOf = (path: string, mounts: string): string | null => {
  if (/^(\\\\|\/\/)[^\\/.?]/.test(path)) return 'UNC'
  if (windowsDriveOf(path, mounts)) return 'UNC'
  let [longest, type] = ['', '']
  for (const line of mounts.split('\n')) {
    const [place, kind] = mountOf(line)
    const holds = place !== '' && (path === place || path.startsWith(place === '/' ? '/' : `${place}/`))
    if (holds && place.length >= longest.length) [longest, type] = [place, kind]
  }
  return NETWORK_TYPES.test(type) ? type : null
}

/** Of the system that asks: a file on Linux, small programs of the system elsewhere. */
const MOUNT_PROGRAMS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, readonly string[]]>>> = {
  darwin: ['/sbin/mount', []],
  win32: ['net', ['use']],
}
const PROGRAM_LIMIT_MS = 3000

const readMounts = async (): Promise<string> => {
  const program = MOUNT_PROGRAMS[process.platform]
  try {
    if (!program) return readFileSync('/proc/mounts', 'utf8')
    const { stdout } = await run(program[0], program[1], { timeout: PROGRAM_LIMIT_MS, windowsHide: true })
    return stdout
  } catch {
    return ''
  }
}

const LEAST_FREE_BYTES = 200 * 1024 * 1024
/** Room for a copy, its log and a backup. */
const TIMES_THE_FILE = 3

const freeBytesOf = async (path: string): Promise<number | null> => {
  try {
    const { bavail, bsize } = await statfs(dirname(path))
    return bavail * bsize
  } catch {
    return null
  }
}

const sizeOf = async (path: string): Promise<number> => {
  try {
    return (await stat(path)).size
  } catch {
    return 0
  }
}

/** Never fails: what cannot be found out is no risk that could be told. */
export const placeRisks = async (path: string): Promise<readonly PlaceRisk[]> => {
  const risks: PlaceRisk[] = []
  const service = syncServiceOf(path)
  if (service !== null) risks.push({ kind: 'synced', service })
  const system = networkSystemOf(path, await readMounts())
  if (system !== null) risks.push({ kind: 'network', system })
  const freeBytes = await freeBytesOf(path)
  const needed = Math.max(LEAST_FREE_BYTES, TIMES_THE_FILE * (await sizeOf(path)))
  if (freeBytes !== null && freeBytes < needed) risks.push({ kind: 'nearly-full', freeBytes })
  return risks
}
