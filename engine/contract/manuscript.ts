// manuscript.*: whole books coming in and going out.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { base, exported, file, id, language, progress } from './base.ts'

/** A line of the proposed split. The writer may retitle it, change its kind, or merge it into the one before. */
export const outlineItem = z.object({
  key: z.string(),
  kind: z.enum(['part', 'chapter', 'scene']),
  title: z.string(),
  words: z.number(),
  /** The first words, to recognise the passage by. */
  excerpt: z.string(),
})

export const importPreview = z.object({
  previewId: id,
  name: z.string(),
  format: z.string(),
  encoding: z.string(),
  title: z.string(),
  author: z.string(),
  language,
  words: z.number(),
  outline: z.array(outlineItem),
  /** Notes and research that will stand beside the book. */
  notes: z.number(),
  /** What was left out or repaired, in codes the window has words for. */
  remarks: z.array(z.object({ code: z.string(), count: z.number(), sample: z.string() })),
})

/** A path is that of a file, or of the folder of a project. */
const source = z.union([z.object({ path: z.string().min(1) }), z.object({ file })])

export const exportOption = z.object({
  key: z.string(),
  /** `lines` is text of several lines. */
  type: z.enum(['boolean', 'text', 'lines', 'image', 'choice']),
  title: z.string(),
  /** Where it stands in a form. */
  group: z.enum(['look', 'content', 'titles', 'front', 'facts']),
  default: z.union([z.string(), z.boolean()]),
  /** Of a choice. */
  choices: z.array(z.object({ value: z.string(), title: z.string() })).default([]),
})

const optionValues = z.record(z.string().max(64), z.union([z.string().max(100_000), z.boolean()]))
/** Over those that the project keeps. */
const exportOptions = optionValues.default({})

export const exportSettings = z.object({
  /** Id of the format chosen last, '' before. */
  format: z.string().max(64),
  /** For all formats alike, by the keys of their options. */
  options: optionValues,
  /** Parts, chapters and scenes that stay at home. */
  leaveOut: z.array(id).max(100_000),
})

export const manuscript = {
  importFormats: base.output(
    z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        extensions: z.array(z.string()),
        /** Many files: comes as a folder, as the one file that stands for it, or packed. */
        isFolder: z.boolean(),
      }),
    ),
  ),
  /**
   * Reads and splits without touching the project. Needs no open project.
   * EMPTY_FILE, FILE_TOO_LARGE, NOT_TEXT, UNSUPPORTED_FORMAT, FILE_NOT_FOUND.
   */
  previewImport: base
    .input(z.object({ source }))
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [
          progress,
          z.object({ kind: z.literal('preview'), preview: importPreview }),
        ]),
      ),
    ),
  /** The outline's lines as corrected; a line left out is merged into the one before it. One undo step. */
  commitImport: base
    .input(
      z.object({
        previewId: id,
        outline: z.array(outlineItem.pick({ key: true, kind: true, title: true })).min(1),
        /** Adopt title, author and language from the file for an empty project. */
        adoptTitle: z.boolean().default(true),
        /** With `adoptTitle`: title and author that the project has stay; what it lacks, and the language, come from the book. */
        keepTitle: z.boolean().default(false),
      }),
    )
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [
          progress,
          z.object({ kind: z.literal('done'), scenes: z.number(), words: z.number(), firstSceneId: id }),
        ]),
      ),
    ),
  discardImport: base.input(z.object({ previewId: id })),

  exportFormats: base.output(
    z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        extension: z.string(),
        /** Becomes a folder at a path, and a zip otherwise. */
        isFolder: z.boolean(),
        options: z.array(exportOption),
      }),
    ),
  ),
  /** How the book is to leave, kept in the project. */
  exportSettings: base.output(exportSettings),
  /** What is not given stays; an option set to null is forgotten. BAD_INPUT for keys that no format knows. */
  updateExportSettings: base
    .input(
      z.object({
        format: z.string().max(64).optional(),
        options: z
          .record(z.string().max(64), z.union([z.string().max(100_000), z.boolean(), z.null()]))
          .optional(),
        leaveOut: z.array(id).max(100_000).optional(),
      }),
    )
    .output(exportSettings),
  /** The beginning of the book as this format would have it: HTML, or plain text for formats that are. */
  exportSample: base
    .input(z.object({ format: z.string(), options: exportOptions, leaveOut: z.array(id).optional() }))
    .output(z.object({ html: z.string().nullable(), text: z.string().nullable() })),
  /** What the book uses and this format cannot hold: codes that the window has words for. */
  exportLosses: base
    .input(z.object({ format: z.string(), options: exportOptions, leaveOut: z.array(id).optional() }))
    .output(z.array(z.object({ feature: z.string(), count: z.number() }))),
  /**
   * Writes to `path` (atomically) or, without one, keeps the book for `download`. Callers in the same process get the
   * file as the stream's return value too; a file cannot travel inside a stream.
   */
  export: base
    .input(
      z.object({
        format: z.string(),
        path: z.string().optional(),
        options: exportOptions,
        /** Instead of those that the project keeps. */
        leaveOut: z.array(id).optional(),
      }),
    )
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [progress, exported.extend({ words: z.number() })]),
        z.object({ file: file.nullable() }),
      ),
    ),
  /** The bytes of an export without a path; handed out once. NOT_FOUND. */
  download: base.input(z.object({ downloadId: id })).output(z.instanceof(File)),
}
