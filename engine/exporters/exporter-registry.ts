// Every format a book can leave in. A new one is a folder beside these and a line here.
import type { Exporter } from './book-snapshot.ts'
import { docxExporter } from './docx/docx-exporter.ts'
import { epubExporter } from './epub/epub-exporter.ts'
import { htmlExporter } from './html/html-exporter.ts'
import { fountainExporter } from './fountain/fountain-exporter.ts'
import { markdownExporter } from './markdown/markdown-exporter.ts'
import { markdownFolderExporter } from './markdown/markdown-folder-exporter.ts'
import { txtExporter } from './txt/txt-exporter.ts'

export const exporters: readonly Exporter[] = [
  markdownExporter,
  markdownFolderExporter,
  epubExporter,
  docxExporter,
  htmlExporter,
  txtExporter,
  fountainExporter,
]
