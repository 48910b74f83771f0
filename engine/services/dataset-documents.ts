// A dataset as it is read: scenes of the book and chapters of files, paragraph by paragraph. Cleaning comes later.
import { basename } from 'node:path'
import type { DatasetPlan } from '../domain/dataset.ts'
import { EngineError } from '../domain/errors.ts'
import { RemarkList, type ImportRemark } from '../importers/imported-book.ts'
import { textBlocks } from '../text/plain-text.ts'
import type { OpenProject } from './context.ts'
import { datasetFiles } from './dataset-files.ts'
import { readSource } from './import-source.ts'
import { readInThread } from './read-in-thread.ts'
import { fromSystemError } from './system-errors.ts'

/** What is held out together: a scene, or a chapter of a file. */
export interface DatasetDocument {
  readonly id: string
  readonly title: string
  /** Null for a scene. */
  readonly path: string | null
  readonly paragraphs: readonly string[]
}

export interface DatasetText {
  readonly documents: readonly DatasetDocument[]
  readonly remarks: readonly ImportRemark[]
  /** Files that could not be read, with the code of the reason. */
  readonly skipped: readonly { readonly path: string; readonly code: string }[]
}

export interface ReadingOptions {
  readonly signal: AbortSignal
  /** Files read, of how many. */
  readonly progress: (done: number, total: number) => void
}

/** Some 8,000 novels; more does not fit into the memory of most machines. */
const MOST_CHARACTERS = 500_000_000

/** Every chosen scene in reading order; an untitled one goes by the name above it. */
const scenesOf = (
  { store }: Pick<OpenProject, 'store'>,
  { nodeIds }: Pick<DatasetPlan, 'nodeIds'>,
): readonly DatasetDocument[] => {
  const tree = store.binder.tree()
  const nodes = new Map(tree.map((node) => [node.id, node]))
  const chosen = nodeIds && new Set(nodeIds)
  const line = function* (id: string | null) {
    for (let node = nodes.get(id ?? ''); node; node = nodes.get(node.parentId ?? '')) yield node
  }
  return tree
    .filter(
      ({ kind, id }) => kind === 'scene' && (!chosen || [...line(id)].some((node) => chosen.has(node.id))),
    )
    .map(({ id }) => ({
      id,
      title: [...line(id)].find(({ title }) => title !== '')?.title ?? '',
      path: null,
      paragraphs: textBlocks(store.scenes.get(id).document).map(({ text }) => text),
    }))
}

const chaptersOf = async (
  path: string,
  remarks: RemarkList,
  signal: AbortSignal,
): Promise<readonly DatasetDocument[]> => {
  const source = await readSource({ path }, signal)
  const book = await readInThread(source, { signal, progress: () => undefined })
  for (const { code, count, sample } of book.remarks) remarks.add(code, sample, count)
  const name = book.title || basename(path)
  return book.sections
    .map(({ title, blocks }, at) => ({
      id: `${path}#${at}`,
      title: title === '' || title === name ? name : `${name}: ${title}`,
      path,
      paragraphs: textBlocks({ type: 'doc', content: [...blocks] }).map(({ text }) => text),
    }))
    .filter(({ paragraphs }) => paragraphs.length > 0)
}

/** A file in a folder that cannot be read is left out and named; FILE_TOO_LARGE beyond what memory holds. */
export const readDataset = async (
  project: OpenProject,
  plan: DatasetPlan,
  { signal, progress }: ReadingOptions,
): Promise<DatasetText> => {
  const documents: DatasetDocument[] = [...scenesOf(project, plan)]
  const files = await datasetFiles(plan.paths, signal)
  const named = new Set(plan.paths)
  const remarks = new RemarkList()
  const skipped: { path: string; code: string }[] = []
  let characters = 0
  for (const [at, path] of files.entries()) {
    progress(at, files.length)
    signal.throwIfAborted()
    try {
      const chapters = await chaptersOf(path, remarks, signal)
      for (const { paragraphs } of chapters) for (const { length } of paragraphs) characters += length
      documents.push(...chapters)
    } catch (error) {
      const known = error instanceof EngineError ? error : fromSystemError(error)
      if (!known) throw error
      // A file that was chosen by its name is missed; one among many in a folder is not.
      skipped.push({ path, code: known.code })
      if (named.has(path) && known.code === 'FILE_NOT_FOUND') throw error
    }
    if (characters > MOST_CHARACTERS)
      throw new EngineError('FILE_TOO_LARGE', 'These files hold more text than can be learnt from at once.', {
        maxCharacters: MOST_CHARACTERS,
      })
  }
  return { documents, remarks: remarks.list(), skipped }
}
