"""From a document to spaCy's Doc: our jieba tokenizer and our components."""
