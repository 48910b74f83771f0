// Exports the timeline as it stands: SVG, or PNG drawn from that SVG at twice its size.
import { appStore } from '../app/app-store.ts'
import { notify } from '../app/notices-store.ts'
import { t } from '../locales/index.ts'
import { fileName, saveBlob } from '../transfer/save-blob.ts'
import { EMOTIONS, type Emotion } from './feelings.ts'
import { formatShare } from './format.ts'
import { measureName } from './measure-name.ts'
import { drawChart, type ChartInput } from './timeline-chart.ts'
import { PICTURE_HEIGHT, PICTURE_WIDTH, timelinePicture } from './timeline-picture.ts'
import { timelineStore } from './timeline-store.ts'
import { viewSpan } from './timeline-view.ts'

const PNG_SCALE = 2

const perEmotion = <Value>(of: (emotion: Emotion) => Value): Record<Emotion, Value> =>
  Object.fromEntries(EMOTIONS.map((emotion) => [emotion, of(emotion)])) as Record<Emotion, Value>

const picture = (): string => {
  const state = timelineStore.getState()
  const { axis, feelings, measure, scopeId, targets } = state
  const points =
    targets.find((target) => target.scopeId === scopeId && target.measure === measure)?.points ?? []
  const book: Omit<ChartInput, 'size'> = {
    axis,
    feelings,
    measure,
    scopeId,
    points,
    outer: null,
    voice: state.voice,
    smoothing: state.smoothing,
    compared: state.compared,
    view: viewSpan(state),
  }
  const gap = drawChart({ ...book, size: { width: PICTURE_WIDTH, height: PICTURE_HEIGHT } }).gap
  const style = getComputedStyle(document.documentElement)
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim()
  const scope = axis.byId.get(scopeId ?? '')?.title
  const title = appStore.getState().project?.title ?? ''
  return timelinePicture({
    book,
    words: {
      title: scope ? `${title} · ${scope}` : title,
      measure: measureName(measure),
      actual: t('timeline:actual'),
      target: t('timeline:target'),
      gap: gap === null ? '' : t('timeline:gap', { value: formatShare(gap) }),
      emotions: perEmotion((emotion) => t(`emotions:${emotion}`)),
    },
    colours: {
      page: token('panel'),
      band: token('page'),
      ink: token('ink'),
      muted: token('muted'),
      line: token('line'),
      accent: token('accent'),
      ...perEmotion(token),
    },
  })
}

const name = (extension: string): string =>
  fileName(t('timeline:pictureName', { title: appStore.getState().project?.title ?? '' }), extension)

export const exportSvg = (): void => saveBlob(new Blob([picture()], { type: 'image/svg+xml' }), name('svg'))

export const exportPng = async (): Promise<void> => {
  const url = URL.createObjectURL(new Blob([picture()], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = PICTURE_WIDTH * PNG_SCALE
    canvas.height = PICTURE_HEIGHT * PNG_SCALE
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (blob) saveBlob(blob, name('png'))
    else notify({ tone: 'error', message: t('timeline:pngFailed') })
  } catch {
    notify({ tone: 'error', message: t('timeline:pngFailed') })
  } finally {
    URL.revokeObjectURL(url)
  }
}
