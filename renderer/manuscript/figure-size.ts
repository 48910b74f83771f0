// How wide a picture, sound or clip stands in the text.
import type { Outputs } from '../../engine/contract/index.ts'

type Block = Outputs['scene']['get']['document']['content'][number]
export type FigureSize = NonNullable<Extract<Block, { type: 'image' }>['attrs']['size']>

export const FULL: FigureSize = 'full'
export const FIGURE_SIZES = ['small', 'half', 'full'] as const satisfies readonly FigureSize[]
