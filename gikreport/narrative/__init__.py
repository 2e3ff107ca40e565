"""The narrative as sentences, tokens and claims: whose number each is, of which year, of whom."""
