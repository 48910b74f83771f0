// 网络通道的文字：每个通道一个名称和一句说明，以及总开关。
export const doors = {
  title: '网络',
  lead: 'Arcwright 只在本机运行。除非在此开启某个通道，它不会联系任何人，也没有人能联系它。',
  shutAll: '关闭全部通道',
  shutAllHint: '打开此开关后，无论下面如何设置，一概不通。',
  out: '向外连接',
  in: '允许连入',
  window: '本窗口由 127.0.0.1 即这台电脑自身提供，网络上的其他人无法访问。',
  'remote-models': '服务器上的模型',
  'remote-models-hint':
    '协作写作时，可把提示文字发送到您填写的服务器地址；若选择由服务器描述图片，也会发送图片。',
  serve: '对外服务',
  'serve-hint': '其他机器上的游戏和程序可凭您创建的密钥调用本服务。',
  'shared-work': '由其他机器分担工作',
  'shared-work-hint': '连接到您的 Redis 的工作机，可读取需要分析或学习的文本。',
} as const
