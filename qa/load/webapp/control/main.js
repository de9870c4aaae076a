import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

// The least that a page made with React can be: what the machine and the line cost by themselves.
createRoot(document.getElementById('root')).render(
  createElement('main', null, createElement('h1', null, 'A bare React page')),
)
