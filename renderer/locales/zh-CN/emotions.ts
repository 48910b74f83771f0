// 简体中文：各种情绪的名称。
export const emotions = {
  joy: '喜悦',
  sadness: '悲伤',
  anger: '愤怒',
  fear: '恐惧',
  disgust: '厌恶',
  surprise: '惊讶',
  neutral: '平静',
  share: '{{emotion}} {{percent}}%',
  separator: '，',
} as const
