// Every format a provenance report can leave in. A new one is a file beside these and a line here.
import { provenanceCsv } from './provenance-csv.ts'
import type { ProvenanceFormat } from './provenance-format.ts'
import { provenanceHtml } from './provenance-html.ts'
import { provenanceJson } from './provenance-json.ts'

export const provenanceFormats: readonly ProvenanceFormat[] = [provenanceHtml, provenanceCsv, provenanceJson]
