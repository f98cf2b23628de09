import type { SiteSettings } from './settings.ts'

/** What the tick boxes say where a site has no words of its own. */
export const consentDefaults = {
  vi: {
    processText:
      'Tôi đồng ý để tòa soạn xử lý thông tin trên nhằm tiếp nhận và trả lời phản hồi theo Thông báo xử lý dữ liệu cá nhân.',
    publishText: 'Tôi đồng ý đăng công khai tên và ý kiến của tôi dưới bài viết.',
    shareText: 'Tôi quen biết người nhận và chịu trách nhiệm về việc gửi bài viết này.',
  },
  en: {
    processText:
      'I agree that the newsroom processes the details above to receive and answer my response, as its privacy notice describes.',
    publishText: 'I agree that my name and my response are published below the article.',
    shareText: 'I know the people I am writing to and answer for sending them this article.',
  },
} as const

/** The consent texts in the site's language: untouched defaults are stored in Vietnamese whatever the language. */
export function consentOf({ language, consent }: Pick<SiteSettings, 'language' | 'consent'>) {
  const inLanguage = (name: keyof typeof consentDefaults.vi) =>
    consent[name] === consentDefaults.vi[name] ? consentDefaults[language][name] : consent[name]
  return {
    version: consent.version,
    processText: inLanguage('processText'),
    publishText: inLanguage('publishText'),
    shareText: inLanguage('shareText'),
  }
}
