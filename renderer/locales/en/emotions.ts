// English: the names of the emotions, wherever they are shown.
export const emotions = {
  joy: 'joy',
  sadness: 'sadness',
  anger: 'anger',
  fear: 'fear',
  disgust: 'disgust',
  surprise: 'surprise',
  neutral: 'neutral',
  share: '{{emotion}} {{percent}} %',
  separator: ', ',
} as const
