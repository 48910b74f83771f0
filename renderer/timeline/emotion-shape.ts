// One small shape per emotion, so that no emotion is told by colour alone. Paths on a 12 × 12 field.
import type { Emotion } from './feelings.ts'

export const EMOTION_SHAPES: Readonly<Record<Emotion, string>> = {
  // A disc, a falling drop, a peak, a lozenge, a barred square, a four-pointed star, a dash.
  joy: 'M6 1.2A4.8 4.8 0 1 1 6 10.8A4.8 4.8 0 1 1 6 1.2Z',
  sadness: 'M6 .8C7.9 3.6 9.8 5.6 9.8 7.6A3.8 3.8 0 0 1 2.2 7.6C2.2 5.6 4.1 3.6 6 .8Z',
  anger: 'M6 1L11.2 10.6H.8Z',
  fear: 'M6 .6L10.4 6L6 11.4L1.6 6Z',
  disgust: 'M1.6 1.6H10.4V4.6H1.6ZM1.6 7.4H10.4V10.4H1.6Z',
  surprise: 'M6 .3L7.5 4.5L11.7 6L7.5 7.5L6 11.7L4.5 7.5L.3 6L4.5 4.5Z',
  neutral: 'M1.6 4.9H10.4V7.1H1.6Z',
}
