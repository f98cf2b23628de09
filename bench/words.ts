/** Numbers between 0 and 1 that are the same in every run (mulberry32), so that runs compare. */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A reader's comment of one to three sentences, some 200 characters as on newspapers' pages. */
export function writeComment(random: () => number): string {
  const sentences = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
    [
      pick(random, openings),
      pick(random, subjects),
      pick(random, views),
      pick(random, endings),
    ].join(' '),
  )
  return `${sentences.join('. ')}.`
}

/** A person's name out of some 20,000. */
export function writeName(random: () => number): string {
  return [pick(random, families), pick(random, middles), pick(random, givens)].join(' ')
}

function pick(random: () => number, from: readonly string[]): string {
  return from[Math.floor(random() * from.length)] ?? ''
}

const openings = [
  'Theo tôi',
  'Tôi nghĩ',
  'Đọc bài này tôi thấy',
  'Ở quê tôi',
  'Nhiều năm nay',
  'Thật lòng mà nói',
  'Là một phụ huynh, tôi mong',
  'Với người lao động',
  'Nhìn từ thực tế',
  'Cảm ơn tòa soạn đã phản ánh, nhưng',
  'Gia đình tôi cũng gặp cảnh này:',
  'Không riêng gì thành phố',
]

const subjects = [
  'việc thu phí vỉa hè',
  'giá vé tàu dịp Tết',
  'học sinh cấp hai',
  'tuyến xe buýt mới',
  'các hộ kinh doanh nhỏ',
  'bệnh viện tuyến huyện',
  'chính sách nhà ở xã hội',
  'đội ngũ giáo viên',
  'chợ truyền thống',
  'người cao tuổi',
  'dòng kênh sau nhà',
  'khu công nghiệp gần sông',
  'lớp học thêm buổi tối',
  'thư viện phường',
  'hàng cây trước cổng trường',
  'quỹ bảo hiểm thất nghiệp',
]

const views = [
  'cần được quan tâm nhiều hơn',
  'đã thay đổi rất nhiều so với trước',
  'vẫn chưa có lời giải thỏa đáng',
  'nên được hỏi ý kiến người dân',
  'khiến ai đi qua cũng phải suy nghĩ',
  'gánh chi phí mỗi ngày một nặng',
  'phải chờ đợi quá lâu',
  'là niềm tự hào của cả xóm',
  'thiếu một kế hoạch rõ ràng',
  'xứng đáng được khen ngợi',
  'đang xuống cấp mà không ai sửa',
  'mang lại lợi ích thiết thực',
]

const endings = [
  'vì con cháu chúng ta',
  'nhất là vào mùa mưa',
  'chứ không thể làm theo phong trào',
  'nếu cơ quan chức năng vào cuộc',
  'như bài viết đã nêu',
  'trong hoàn cảnh vật giá leo thang',
  'để mọi người yên tâm làm ăn',
  'dù ai cũng biết là khó',
  'bắt đầu từ những việc nhỏ',
  'giống như các nước láng giềng đã làm',
]

const families = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Huỳnh',
  'Phan',
  'Vũ',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
]

const middles = [
  'Thị',
  'Văn',
  'Minh',
  'Ngọc',
  'Thanh',
  'Quốc',
  'Hữu',
  'Thu',
  'Hồng',
  'Đức',
  'Gia',
  'Bảo',
  'Xuân',
  'Kim',
  'Anh',
  'Hoài',
  'Mỹ',
  'Quang',
  'Công',
  'Thùy',
  'Đình',
  'Phương',
  'Tuấn',
  'Khánh',
  'Nhật',
]

const givens = [
  'Hòa',
  'Lan',
  'Hùng',
  'Dũng',
  'Hạnh',
  'Mai',
  'Tâm',
  'Sơn',
  'Hải',
  'Linh',
  'Trang',
  'Nam',
  'Long',
  'Phúc',
  'Thảo',
  'Yến',
  'Nga',
  'Cường',
  'Thắng',
  'Lợi',
  'Bình',
  'An',
  'Châu',
  'Giang',
  'Hà',
  'Huệ',
  'Khoa',
  'Kiên',
  'Liên',
  'Loan',
  'Lộc',
  'Ly',
  'Mạnh',
  'Nghĩa',
  'Nhung',
  'Oanh',
  'Phong',
  'Quân',
  'Quyên',
  'Sáng',
  'Thành',
  'Thịnh',
  'Thủy',
  'Tiến',
  'Toàn',
  'Trung',
  'Tú',
  'Uyên',
  'Vân',
  'Vinh',
]
