// Every format a book can leave in. A new one is a folder beside these and a line here.
import type { Exporter } from './book-snapshot.ts'
import { epubExporter } from './epub/epub-exporter.ts'
import { markdownExporter } from './markdown/markdown-exporter.ts'

export const exporters: readonly Exporter[] = [markdownExporter, epubExporter]
