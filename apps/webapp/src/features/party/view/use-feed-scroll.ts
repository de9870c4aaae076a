import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** This near to the end, in pixels, a reader counts as being there. */
const near = 140

interface FeedScrollOptions {
  /** Key of the oldest and newest item; null while there is none. */
  first: string | null
  last: string | null
  /** Changes when the person said something: their own words are always shown. */
  said: string | null
}

/**
 * Keeps the document at the end of the feed while the reader is there, and in place while older items come in
 * above. Elsewhere new items are only counted.
 */
export function useFeedScroll({ first, last, said }: FeedScrollOptions) {
  const list = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const before = useRef<{ first: string | null; last: string | null; said: string | null }>({
    first: null,
    last: null,
    said: null,
  })
  /** Distance from the end of the document, to be restored when something is put in above. */
  const fromEnd = useRef(0)
  const [unseen, setUnseen] = useState(false)

  const toEnd = useCallback((behavior: ScrollBehavior = 'auto') => {
    atEnd.current = true
    setUnseen(false)
    window.scrollTo({ top: document.documentElement.scrollHeight, behavior })
  }, [])

  useEffect(() => {
    // The browser's own anchoring would move the page a second time.
    const { style } = document.documentElement
    style.overflowAnchor = 'none'
    const watch = () => {
      const { scrollHeight } = document.documentElement
      fromEnd.current = scrollHeight - window.scrollY
      atEnd.current = fromEnd.current - window.innerHeight < near
      if (atEnd.current) setUnseen(false)
    }
    const resized = () => {
      if (atEnd.current) toEnd()
    }
    window.addEventListener('scroll', watch, { passive: true })
    window.addEventListener('resize', resized)
    window.visualViewport?.addEventListener('resize', resized)
    return () => {
      style.overflowAnchor = ''
      window.removeEventListener('scroll', watch)
      window.removeEventListener('resize', resized)
      window.visualViewport?.removeEventListener('resize', resized)
    }
  }, [toEnd])

  useLayoutEffect(() => {
    const known = before.current
    before.current = { first, last, said }
    if (last === null && said === null) return
    if (known.last === null && known.said === null) return toEnd()
    if (said !== null && said !== known.said) return toEnd()
    if (last !== known.last) return atEnd.current ? toEnd() : setUnseen(true)
    if (first !== known.first && !atEnd.current) {
      window.scrollTo({ top: document.documentElement.scrollHeight - fromEnd.current })
    }
  }, [first, last, said, toEnd])

  return { list, unseen, toEnd }
}
