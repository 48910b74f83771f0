// Every format a dialogue can leave in. A new one is a file beside these and a line here.
import { articyExporter } from './articy-exporter.ts'
import type { DialogueExporter } from './dialogue-exporter.ts'
import { inkExporter, inkJsonExporter } from './ink-exporter.ts'
import { jsonExporter, jsonLinesExporter } from './json-exporter.ts'
import { localisationCsvExporter, xliffExporter } from './localisation-exporter.ts'
import { renpyExporter } from './renpy-exporter.ts'
import { tweeExporter } from './twee-exporter.ts'
import { voiceOverExporter } from './voice-over-exporter.ts'
import { yarn2Exporter, yarn3Exporter } from './yarn-exporter.ts'

export const dialogueExporters: readonly DialogueExporter[] = [
  yarn2Exporter,
  yarn3Exporter,
  inkExporter,
  inkJsonExporter,
  tweeExporter,
  renpyExporter,
  articyExporter,
  jsonExporter,
  jsonLinesExporter,
  voiceOverExporter,
  localisationCsvExporter,
  xliffExporter,
]
