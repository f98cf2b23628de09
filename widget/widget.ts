import { GuiBanBe, PhanHoi, PhanHoiCount, TinKhac } from './elements.ts'

const elements = {
  'phan-hoi': PhanHoi,
  'gui-ban-be': GuiBanBe,
  'phan-hoi-count': PhanHoiCount,
  'tin-khac': TinKhac,
}

// A page may include the script twice; the first one wins.
for (const [name, element] of Object.entries(elements)) {
  if (!customElements.get(name)) customElements.define(name, element)
}
