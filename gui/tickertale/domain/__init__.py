"""Frozen values and pure rules; no files, no clock, no numpy, no Qt.

Glossary
--------
timeline
    The document: events, categories and instruments with their price series.
event
    Something that happened, at a date of known precision, with sources.
instrument
    Something with a price: ``9988.HK`` on XHKG in HKD.
series
    The bars of one instrument at one interval.
bar
    Open, high, low, close and volume of one interval.
session
    One trading day of an exchange.
reaction session
    The first session in which the price could react to an event, under a stated rule.
EDTF
    Extended Date/Time Format, ISO 8601-2:2019: dates that say how precise they are.
MIC
    Market identifier code, ISO 10383: ``XHKG``, ``XNYS``.
"""
