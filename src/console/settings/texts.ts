/** Sentences of the pages about sites and their words, Vietnamese first. */
const texts = {
  title: ['Trang báo', 'Sites'],
  intro: ['Mỗi trang có cài đặt và từ ngữ riêng.', 'Each site has settings and words of its own.'],
  none: ['Chưa có trang nào.', 'There is no site yet.'],
  add: ['Thêm trang', 'Add a site'],
  key: ['Khóa', 'Key'],
  keyHint: [
    'Chữ thường không dấu, số và gạch nối; về sau không đổi được.',
    'Lower-case letters, digits and hyphens; it never changes.',
  ],
  name: ['Tên', 'Name'],
  nameHint: ['Như trong thư và trên các trang.', 'As mails and pages call it.'],
  origins: ['Địa chỉ được phép', 'Origins'],
  originsHint: [
    'Mỗi dòng một địa chỉ gốc, như https://bao.vn; chỉ trang ở đó được gửi ý kiến.',
    'One per line, such as https://bao.vn; only pages there may write.',
  ],
  settings: ['Cài đặt', 'Settings'],
  words: ['Từ ngữ', 'Words'],
  secrets: ['Khóa bí mật', 'Keys'],
  contents: ['Các phần cài đặt', 'Parts of the settings'],
  find: ['Tìm', 'Search'],
  general: ['Chung', 'General'],
  save: ['Lưu', 'Save'],
  saved: ['Đã lưu.', 'Saved.'],
  added: ['Đã thêm trang.', 'The site was added.'],
  preview: ['Xem trước', 'Preview'],
  previewHint: [
    'Những gì độc giả thấy với các cài đặt trên đây, cả khi chưa lưu. Không có gì được gửi đi.',
    'What readers see with the settings above, saved or not. Nothing is sent.',
  ],
  faults: ['Chưa lưu được. Xin xem lại:', 'Not saved. Please look at:'],
  conflict: [
    'Người khác vừa đổi cài đặt của trang này. Những gì bạn nhập vẫn còn ở đây. Khác với bản đang dùng: {parts}. Bấm Lưu lần nữa để dùng bản của bạn.',
    'Somebody else has just changed this site. What you entered is still here. It differs from what is in use in: {parts}. Press Save again to use yours.',
  ],
  nothing: ['không có gì', 'nothing'],
  taken: ['Khóa này đã có trang khác dùng.', 'Another site has this key.'],
  embed: ['Mã nhúng', 'Embed code'],
  embedHint: [
    'Dán dưới mỗi bài viết; thay {sample} bằng khóa của bài.',
    'Paste it below each article; put the article’s key in place of {sample}.',
  ],
  readOnly: ['Mọi trang', 'Every site'],

  wordsTitle: ['Từ ngữ của {name}', 'Words of {name}'],
  wordsIntro: [
    'Cộng thêm vào danh sách có sẵn. Cách viết lách (dấu chấm giữa chữ, chữ giả, không dấu) vẫn được nhận ra; viết không dấu thì chỉ bị giữ lại để xem.',
    'Added to the built-in lists. Spelling tricks are seen through; what lacks its marks is only held.',
  ],
  entry: ['Từ hoặc cụm từ', 'Word or phrase'],
  level: ['Mức', 'Level'],
  exact: ['Đúng cách viết này', 'This spelling only'],
  except: ['Trừ trong các cụm', 'Except in'],
  exceptHint: ['cách nhau bằng dấu chấm phẩy', 'with semicolons between'],
  refuse: ['Không nhận', 'Refuse'],
  spam: ['Spam', 'Spam'],
  hold: ['Giữ lại', 'Hold'],
  tag: ['Chỉ đánh dấu', 'Tag only'],
  addWord: ['Thêm', 'Add'],
  remove: ['Bỏ những từ đã chọn', 'Remove what is ticked'],
  choose: ['Chọn', 'Tick'],
  search: ['Tìm trong danh sách', 'Search the list'],
  shown: ['{shown} trong {all} từ', '{shown} of {all} words'],
  noWords: ['Chưa có từ nào.', 'There are no words yet.'],
  whole: ['Cả danh sách (nhập, xuất)', 'The whole list (import, export)'],
  wholeHint: [
    'Mỗi dòng: từ | mức | exact | cụm trừ 1; cụm trừ 2. Mức là refuse, spam, hold hoặc tag; exact là chỉ đúng cách viết này; phần sau mức có thể bỏ trống. Dòng bắt đầu bằng # bị bỏ qua.',
    'Each line: word | level | exact | exception 1; exception 2. The level is refuse, spam, hold or tag; what follows may be left out. Lines that begin with # are skipped.',
  ],
  replace: ['Thay cả danh sách', 'Replace the list'],
  download: ['Tải về dạng văn bản', 'Download as text'],
  lineFault: [
    'Dòng {n}: cần có từ và mức (refuse, spam, hold, tag).',
    'Line {n}: needs a word and a level (refuse, spam, hold, tag).',
  ],
  wordsConflict: [
    'Người khác vừa đổi danh sách. Hãy xem lại rồi làm lại.',
    'Somebody else has just changed the list. Look again, then repeat.',
  ],
  test: ['Thử một văn bản', 'Try a text'],
  testHint: [
    'Văn bản này có bị giữ lại không, vì sao? Chạy đúng các bước kiểm tra như với độc giả; không lưu gì cả.',
    'Would this text be held, and why? Runs the checks that readers’ texts go through; nothing is stored.',
  ],
  testText: ['Văn bản', 'Text'],
  testName: ['Tên người gửi', 'Author’s name'],
  testWords: ['Thử thêm những từ chưa lưu', 'Also with these unsaved words'],
  run: ['Kiểm tra', 'Check'],
  verdict_approved: ['Được đăng ngay.', 'Published at once.'],
  verdict_pending: ['Bị giữ lại chờ duyệt.', 'Held for a moderator.'],
  verdict_spam: ['Bị chuyển vào spam.', 'Filed as spam.'],
  verdict_refused: [
    'Không được nhận. Độc giả thấy: “{sentence}”',
    'Refused. The reader is told: “{sentence}”',
  ],
  why: ['Vì sao', 'Why'],
  whyNothing: ['Không có gì bị đánh dấu.', 'Nothing was found.'],
  forEveryone: ['áp dụng cho mọi ý kiến', 'applies to every comment'],
} as const satisfies Record<string, readonly [vi: string, en: string]>

export type SettingsText = keyof typeof texts
export type SaySettings = (key: SettingsText, values?: Record<string, string | number>) => string

/** The voice of these pages in one language. */
export function speakSettings(language: 'vi' | 'en'): SaySettings {
  return (key, values = {}) =>
    texts[key][language === 'vi' ? 0 : 1].replace(/\{(\w+)\}/g, (_, name: string) =>
      String(values[name] ?? ''),
    )
}
