// The files of a drop, folders opened: what a browser gives only through its entry interface.

const readAll = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject))

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject))

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

const filesBelow = async (entry: FileSystemEntry): Promise<readonly File[]> => {
  if (entry.name.startsWith('.')) return []
  if (isFile(entry)) return [await fileOf(entry)]
  if (!isFolder(entry)) return []
  const reader = entry.createReader()
  const files: File[] = []
  // A folder is read in portions until one comes back empty.
  for (let portion = await readAll(reader); portion.length > 0; portion = await readAll(reader))
    for (const child of portion) files.push(...(await filesBelow(child)))
  return files
}

/** Must be called while the drop event is being handled: the list is emptied afterwards. */
export const droppedFiles = (transfer: DataTransfer): Promise<readonly File[]> => {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry())
  const plain = [...transfer.files]
  if (entries.every((entry) => entry === null || entry.isFile)) return Promise.resolve(plain)
  return Promise.all(entries.map(async (entry) => (entry ? filesBelow(entry) : []))).then((lists) =>
    lists.flat(),
  )
}

export const hasFiles = (transfer: DataTransfer | null): transfer is DataTransfer =>
  transfer?.types.includes('Files') === true
