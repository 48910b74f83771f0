// What every format of a provenance report is: the same report gives the same bytes.
import type { Language } from '../../domain/project.ts'
import type { ProvenanceReport } from '../../domain/provenance.ts'

export interface ProvenanceFormat {
  readonly id: string
  readonly title: string
  readonly extension: string
  readonly mime: string
  run(report: ProvenanceReport, language: Language): Uint8Array
}
