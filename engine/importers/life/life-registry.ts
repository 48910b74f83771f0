// Every kind of archive a life can come in; the first that fits reads it. A new one is a file beside these and a line here.
import { dayOneImporter } from './day-one.ts'
import { daylioImporter } from './daylio.ts'
import { jrnlImporter } from './jrnl.ts'
import type { LifeImporter } from './life-archive.ts'
import { markdownDiaryImporter } from './markdown-diary.ts'
import { tableImporter } from './table.ts'
import { whatsappImporter } from './whatsapp.ts'
import { xArchiveImporter } from './x-archive.ts'

export const lifeImporters: readonly LifeImporter[] = [
  xArchiveImporter,
  whatsappImporter,
  // Its JSON has entries as well, but bodies and times instead of ids.
  jrnlImporter,
  dayOneImporter,
  daylioImporter,
  markdownDiaryImporter,
  tableImporter,
]
