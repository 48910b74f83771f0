// What exporters see: a frozen book, read from the project once. They never touch the database.
import type { CommentThread } from '../domain/comment.ts'
import type { SceneDocument } from '../domain/document.ts'
import type { SpokenLine } from '../domain/media-finding.ts'
import type { Feature } from './features.ts'
import type { BookKind, Language, NodeFacts } from '../domain/project.ts'

export interface SnapshotNode {
  readonly id: string
  readonly kind: BookKind
  readonly title: string
  /** Of scenes only. */
  readonly document: SceneDocument | null
  readonly children: readonly SnapshotNode[]
  /** What the writer notes about it; for formats that keep it. */
  readonly facts?: NodeFacts
}

/** A line beside the book; a folder holds the deeper ones that follow. */
export interface SnapshotNote {
  readonly kind: 'folder' | 'note'
  readonly title: string
  /** From 0. */
  readonly depth: number
  /** Of a note. */
  readonly document: SceneDocument | null
  readonly facts: NodeFacts
}

export interface SnapshotImage {
  readonly mediaId: string
  readonly hash: string
  readonly mime: string
  readonly alt: string
  readonly caption: string
  /** It could not be read when it came in. */
  readonly isDamaged?: boolean
  /** Loads the bytes when they are needed. */
  readonly read: () => Uint8Array
}

/** A sound or a film clip. */
export interface SnapshotClip {
  readonly mediaId: string
  readonly hash: string
  readonly mime: string
  readonly kind: 'audio' | 'video'
  readonly name: string
  readonly durationMs: number | null
  /** It can be decoded here, so that it can be had in another form. */
  readonly isDecodable?: boolean
  /** What is said in it, in order; empty where nobody knows. */
  readonly lines: readonly SpokenLine[]
  readonly read: () => Uint8Array
}

export interface BookSnapshot {
  readonly id: string
  readonly title: string
  readonly author: string
  readonly language: Language
  /** Milliseconds since the epoch: the last change of the text, so that equal books give equal bytes. */
  readonly changedAt: number
  readonly words: number
  readonly nodes: readonly SnapshotNode[]
  /** Notes and research; most formats have no place for them. */
  readonly beside?: readonly SnapshotNote[]
  /** What is said of the words, by the ids that the texts carry. */
  readonly comments: ReadonlyMap<string, CommentThread>
  /** Every picture of the project by media id. */
  readonly images: ReadonlyMap<string, SnapshotImage>
  /** Sounds and clips that the text shows, by media id. */
  readonly clips?: ReadonlyMap<string, SnapshotClip>
}

export interface ExportOption {
  readonly key: string
  /** `lines` is text of several lines. */
  readonly type: 'boolean' | 'text' | 'lines' | 'image' | 'choice'
  readonly title: string
  /** Where it stands in a form. */
  readonly group: 'look' | 'content' | 'titles' | 'front' | 'facts'
  readonly default: string | boolean
  /** Of a choice. */
  readonly choices?: readonly { readonly value: string; readonly title: string }[]
}

export interface DrawnPicture {
  /** Null: those that were given. */
  readonly bytes: Uint8Array | null
  /** JPEG, PNG or GIF. */
  readonly mime: string
  readonly widthPx: number
  readonly heightPx: number
}

/** Decodes what writers bring, which may be hostile, somewhere safe. Null where a file cannot be read. */
export interface MediaMaker {
  /** In a form that every reading system shows. */
  picture(bytes: Uint8Array): Promise<DrawnPicture | null>
  /** As Ogg Opus, which every EPUB reader plays. */
  sound(bytes: Uint8Array, mime: string): Promise<Uint8Array | null>
}

export interface ExportContext {
  readonly signal: AbortSignal
  readonly progress: (stage: string, done: number, total: number) => void
  readonly make: MediaMaker
  readonly options: Readonly<Record<string, string | boolean>>
}

/** The file asked for, and files that stand beside it (paths relative to its folder, `/` between names). */
export interface ExportedBook {
  readonly bytes: Uint8Array
  readonly companions: readonly { readonly path: string; readonly bytes: Uint8Array }[]
}

export interface Exporter {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly extension: string
  readonly mime: string
  /** The book is a folder: its file is the first one in it, under this name; packed, the folder is a zip. */
  readonly folderFile?: string
  readonly options: readonly ExportOption[]
  /** What this format cannot hold. Notes to self never leave and are not named here. */
  readonly loses: readonly Feature[]
  /** The same snapshot and options give the same bytes. Throws the signal's reason when stopped. */
  run(snapshot: BookSnapshot, context: ExportContext): Promise<ExportedBook>
}
